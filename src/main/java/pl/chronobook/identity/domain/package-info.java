/**
 * Accounts, passwords, registration, the demo, and the security log.
 */
@NullMarked
package pl.chronobook.identity.domain;

import org.jspecify.annotations.NullMarked;
