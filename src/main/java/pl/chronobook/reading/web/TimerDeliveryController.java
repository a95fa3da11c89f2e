package pl.chronobook.reading.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.domain.ReadingTimer;

/**
 * Handles the steps of the timer that a phone took offline and delivers later. The
 * answers have no page: 204 for success, 409 if the step may be sent again later, and 422
 * with the reason in words if it is refused.
 */
@RestController
@RequestMapping(path = "/sessions/timer", params = "sent")
class TimerDeliveryController {

	private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

	private final ReadingTimer timer;

	private final MessageSource messages;

	private final Clock clock;

	TimerDeliveryController(ReadingTimer timer, MessageSource messages, Clock clock) {
		this.timer = timer;
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * A start, or a whole session.
	 * @param stopped the time at which the session was stopped, by the phone's clock;
	 * null if it runs
	 * @param paused the milliseconds of pauses in it
	 */
	@PostMapping
	ResponseEntity<String> start(@CurrentReader ReaderId reader, @RequestParam SessionId id,
			@RequestParam EntryId entry, TimerStep step, @RequestParam(required = false) @Nullable Long stopped,
			@RequestParam(defaultValue = "0") long paused, Locale locale) {
		if (step.isOfAnother(reader)) {
			return later();
		}
		Instant at = step.taken(this.clock);
		try {
			if (at == null || stopped == null) {
				return this.timer.start(reader, id, entry, at) ? done() : later();
			}
			Instant end = Objects.requireNonNull(new TimerStep(stopped, step.sent(), null).taken(this.clock));
			Duration pause = Duration.ofMillis(Math.clamp(paused, 0, LONGEST_PAUSE.toMillis()));
			return this.timer.deliver(reader, id, entry, at, end, pause) ? done()
					: refused("reading.timer.not-delivered", locale);
		}
		catch (NoSuchEntryException ex) {
			return refused("reading.timer.no-book", locale);
		}
	}

	@PostMapping("/{id}/pause")
	ResponseEntity<String> pause(@CurrentReader ReaderId reader, @PathVariable SessionId id, TimerStep step) {
		if (step.isOfAnother(reader)) {
			return later();
		}
		this.timer.pause(reader, id, step.taken(this.clock));
		return done();
	}

	@PostMapping("/{id}/resume")
	ResponseEntity<String> resume(@CurrentReader ReaderId reader, @PathVariable SessionId id, TimerStep step) {
		if (step.isOfAnother(reader)) {
			return later();
		}
		this.timer.resume(reader, id, step.taken(this.clock));
		return done();
	}

	@PostMapping("/{id}/stop")
	ResponseEntity<String> stop(@CurrentReader ReaderId reader, @PathVariable SessionId id, TimerStep step,
			Locale locale) {
		if (step.isOfAnother(reader)) {
			return later();
		}
		return this.timer.stop(reader, id, step.taken(this.clock)) ? done()
				: refused("reading.timer.too-short", locale);
	}

	private static ResponseEntity<String> done() {
		return ResponseEntity.noContent().build();
	}

	private static ResponseEntity<String> later() {
		return ResponseEntity.status(HttpStatus.CONFLICT).build();
	}

	private ResponseEntity<String> refused(String code, Locale locale) {
		return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.body(this.messages.getMessage(code, null, locale));
	}

}
