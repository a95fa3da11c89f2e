/**
 * The protocols of devices, KOReader's progress sync and WebDAV, and the pages on which
 * readers manage devices.
 */
@NullMarked
package pl.chronobook.sync.web;

import org.jspecify.annotations.NullMarked;
