/**
 * Notifies readers of the events that they have chosen, by web push and by signed
 * webhooks.
 */
@ApplicationModule(allowedDependencies = { "identity", "reading", "forecast", "outbound" })
@NullMarked
package pl.chronobook.notification;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
