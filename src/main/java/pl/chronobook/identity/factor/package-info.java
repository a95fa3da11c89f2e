/**
 * Factors besides the password: authenticator apps and recovery codes.
 */
@NullMarked
package pl.chronobook.identity.factor;

import org.jspecify.annotations.NullMarked;
