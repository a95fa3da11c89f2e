/**
 * The page of the access tokens, the JSON API, the tools of assistants, and who may use
 * them.
 */
@NullMarked
package pl.chronobook.api.web;

import org.jspecify.annotations.NullMarked;
