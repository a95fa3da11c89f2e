package pl.chronobook.api.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.SessionLog.Mark;

/**
 * Encodes the position at which the next part of a list begins, as an opaque text.
 */
final class Cursor {

	private Cursor() {
	}

	static String of(int position) {
		return encode(String.valueOf(position));
	}

	static String of(Mark mark) {
		return encode(mark.start() + " " + mark.id().value());
	}

	/**
	 * Decodes the position in a cursor; 0 without a cursor.
	 * @throws InvalidCursorException if the API did not issue it
	 */
	static int position(@Nullable String cursor) {
		if (cursor == null) {
			return 0;
		}
		try {
			return Integer.parseInt(decode(cursor));
		}
		catch (NumberFormatException ex) {
			throw new InvalidCursorException(ex);
		}
	}

	/**
	 * Decodes the session in a cursor; null without a cursor.
	 * @throws InvalidCursorException if the API did not issue it
	 */
	static @Nullable Mark mark(@Nullable String cursor) {
		if (cursor == null) {
			return null;
		}
		String[] parts = decode(cursor).split(" ", -1);
		try {
			if (parts.length == 2) {
				Instant start = Instant.parse(parts[0]);
				if (start.isAfter(Moments.EARLIEST) && start.isBefore(Moments.LATEST)) {
					return new Mark(start, SessionId.of(parts[1]));
				}
			}
		}
		catch (DateTimeParseException | IllegalArgumentException ex) {
			throw new InvalidCursorException(ex);
		}
		throw new InvalidCursorException(null);
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidCursorException(ex);
		}
	}

	/** The cursor was not issued by the API. */
	static final class InvalidCursorException extends RuntimeException {

		InvalidCursorException(@Nullable Throwable cause) {
			super("Not a cursor of ours", cause);
		}

	}

}
