/**
 * Access tokens, their limits, and idempotent writes.
 */
@NullMarked
package pl.chronobook.api.domain;

import org.jspecify.annotations.NullMarked;
