/**
 * Sign-in by OpenID providers.
 */
@NullMarked
package pl.chronobook.identity.provider;

import org.jspecify.annotations.NullMarked;
