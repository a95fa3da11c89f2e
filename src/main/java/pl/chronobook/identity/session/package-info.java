/**
 * Sessions of signed-in readers, their cookies, the access rules, and the cache of pages.
 */
@NullMarked
package pl.chronobook.identity.session;

import org.jspecify.annotations.NullMarked;
