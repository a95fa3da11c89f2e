/**
 * Devices that report reading automatically: KOReader's progress sync, which is forwarded
 * to a reader's own server on request, and its statistics by WebDAV.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog", "reading", "transfer", "outbound" })
@NullMarked
package pl.chronobook.sync;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
