/**
 * Limits for visitors who are not signed in.
 */
@NullMarked
package pl.chronobook.identity.visitor;

import org.jspecify.annotations.NullMarked;
