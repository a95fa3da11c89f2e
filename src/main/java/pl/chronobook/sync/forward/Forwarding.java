package pl.chronobook.sync.forward;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.sync.DeviceId;

/**
 * Where the steps of a device are passed on to.
 *
 * @param device the device
 * @param server the address of the sync server
 * @param login the user name there
 * @param state how the newest attempt ended
 * @param since since when the state is this one
 * @param deliveredAt when the server took a step last; null if it never did
 * @param waiting how many documents have a step that waits
 */
public record Forwarding(DeviceId device, String server, String login, ForwardingState state, Instant since,
		@Nullable Instant deliveredAt, int waiting) {
}
