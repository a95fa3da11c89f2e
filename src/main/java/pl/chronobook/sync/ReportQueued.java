package pl.chronobook.sync;

import pl.chronobook.identity.ReaderId;

/**
 * A progress report waits to be forwarded to the reader's own sync server.
 *
 * @param reader the owner of the device
 * @param device the device that reported it
 */
public record ReportQueued(ReaderId reader, DeviceId device) {
}
