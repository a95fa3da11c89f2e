package pl.chronobook.sync.domain;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.sync.DeviceId;

/**
 * A device whose credential was checked.
 *
 * @param id its id
 * @param reader its owner
 * @param forwarded whether its progress reports are forwarded to the reader's own sync
 * server
 */
public record AuthenticatedDevice(DeviceId id, ReaderId reader, boolean forwarded) {
}
