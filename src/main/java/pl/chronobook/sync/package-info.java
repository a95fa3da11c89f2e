/**
 * Devices that report reading automatically: KOReader's progress sync, which is passed on
 * to a reader's own server if wanted, and its statistics by WebDAV.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog", "reading", "transfer", "outbound" })
@NullMarked
package pl.chronobook.sync;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
