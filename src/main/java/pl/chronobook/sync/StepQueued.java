package pl.chronobook.sync;

import pl.chronobook.identity.ReaderId;

/**
 * A step of progress waits to be forwarded to the reader's own sync server.
 *
 * @param reader the owner of the device
 * @param device the device that reported it
 */
public record StepQueued(ReaderId reader, DeviceId device) {
}
