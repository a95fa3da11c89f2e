/**
 * Pages of the account: registration, sign-in, settings, security and deletion.
 */
@NullMarked
package pl.chronobook.identity.web;

import org.jspecify.annotations.NullMarked;
