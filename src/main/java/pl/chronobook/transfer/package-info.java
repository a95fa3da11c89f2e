/**
 * Imports and exports of readers' histories.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog", "reading" })
@NullMarked
package pl.chronobook.transfer;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
