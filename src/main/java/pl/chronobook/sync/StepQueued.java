package pl.chronobook.sync;

import pl.chronobook.identity.ReaderId;

/**
 * A step of progress waits to be passed on to the reader's own sync server.
 *
 * @param reader whose device
 * @param device the device that reported it
 */
public record StepQueued(ReaderId reader, DeviceId device) {
}
