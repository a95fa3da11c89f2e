package pl.chronobook.sync.forward;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.sync.DeviceId;

/**
 * The sync server to which the progress reports of a device are forwarded.
 *
 * @param device the device
 * @param server the address of the sync server
 * @param login the user name there
 * @param state the result of the newest attempt
 * @param since the time since which the state is this one
 * @param deliveredAt the last time at which the server accepted a report; null if it
 * never did
 * @param waiting the number of documents with a waiting report
 */
public record Forwarding(DeviceId device, String server, String login, ForwardingState state, Instant since,
		@Nullable Instant deliveredAt, int waiting) {
}
