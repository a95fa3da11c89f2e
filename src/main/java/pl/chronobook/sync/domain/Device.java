package pl.chronobook.sync.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.sync.DeviceId;

/**
 * A device that a reader has added.
 *
 * @param id its id
 * @param name the reader's name for it
 * @param kind the hardware or system on which KOReader runs
 * @param login the user name with which it signs in
 * @param createdAt the moment of its creation
 * @param lastSeenAt the moment of its last request; null before the first one
 * @param title the title of the last document; null if it sent none or has no title
 * @param percent the part of the last document that is read, 0 to 100; null if it sent
 * none
 */
public record Device(DeviceId id, String name, DeviceKind kind, String login, Instant createdAt,
		@Nullable Instant lastSeenAt, @Nullable String title, @Nullable Integer percent) {
}
