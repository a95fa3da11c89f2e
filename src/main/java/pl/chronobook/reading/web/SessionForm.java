package pl.chronobook.reading.web;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.domain.Pages;
import pl.chronobook.reading.domain.ReadingSession;
import pl.chronobook.reading.domain.Sitting;

/**
 * A session as the reader typed it; every component is the text of its input.
 *
 * @param entry the book
 * @param day the calendar day it began on
 * @param start the time it began
 * @param end the time it ended; empty if the minutes are given
 * @param minutes minutes of reading; empty if all of the time was spent reading
 * @param from the page it began on; empty for the reader's last page
 * @param to the page or per cent it ended on
 * @param pages the number of pages, instead of {@code to}
 * @param note the reader's note
 * @param insist the doubts that the reader has answered: names of {@link Reason}
 */
record SessionForm(String entry, String day, String start, String end, String minutes, String from, String to,
		String pages, String note, List<String> insist) implements Serializable {

	private static final int MAX_MINUTES = 24 * 60;

	SessionForm(@Nullable String entry, @Nullable String day, @Nullable String start, @Nullable String end,
			@Nullable String minutes, @Nullable String from, @Nullable String to, @Nullable String pages,
			@Nullable String note, @Nullable List<String> insist) {
		this.entry = Objects.requireNonNullElse(entry, "");
		this.day = Objects.requireNonNullElse(day, "");
		this.start = Objects.requireNonNullElse(start, "");
		this.end = Objects.requireNonNullElse(end, "");
		this.minutes = Objects.requireNonNullElse(minutes, "");
		this.from = Objects.requireNonNullElse(from, "");
		this.to = Objects.requireNonNullElse(to, "");
		this.pages = Objects.requireNonNullElse(pages, "");
		this.note = Objects.requireNonNullElse(note, "");
		this.insist = (insist != null) ? List.copyOf(insist) : List.of();
	}

	/** An empty form for a session of today. */
	static SessionForm blank(@Nullable UUID entry, ZonedDateTime now) {
		return new SessionForm(Objects.toString(entry, ""), now.toLocalDate().toString(), "", "", "", "", "", "", "",
				List.of());
	}

	/** The form that shows a session of a book as it is stored. */
	static SessionForm of(ReadingSession session, Progress.Scale book, ZoneId zone) {
		ZonedDateTime start = session.start().atZone(zone);
		Integer fromPage = session.fromPage();
		Integer toPage = session.toPage();
		return new SessionForm(session.entry().value().toString(), start.toLocalDate().toString(),
				minute(start.toLocalTime()), minute(session.end().atZone(zone).toLocalTime()),
				session.paused().isZero() ? "" : String.valueOf(Math.round(session.active().toSeconds() / 60.0)),
				(fromPage != null) ? book.show(fromPage) : "", (toPage != null) ? book.show(toPage) : "",
				(toPage == null) ? book.showAmount(session.pages()) : "",
				Objects.requireNonNullElse(session.note(), ""), List.of());
	}

	/** The chosen book. */
	EntryId book() {
		try {
			return EntryId.of(this.entry);
		}
		catch (IllegalArgumentException ex) {
			throw new UnreadableFieldException("entry", "reading.session.no-book");
		}
	}

	/** The doubts that the reader has answered with "save it all the same". */
	Set<Reason> insisted() {
		return Stream.of(Reason.values())
			.filter(reason -> this.insist.contains(reason.name()))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
	}

	/** Carries out an action; the reason for a refusal goes to {@code errors}. */
	static <T> Optional<T> attempt(Supplier<T> action, Errors errors) {
		try {
			return Optional.of(action.get());
		}
		catch (UnreadableFieldException ex) {
			errors.rejectValue(ex.field(), ex.code(), ex.arguments(), null);
		}
		catch (ImpossibleSessionException ex) {
			errors.rejectValue(field(ex.reason()), "reading.session." + ex.reason());
		}
		return Optional.empty();
	}

	private static String field(Reason reason) {
		return switch (reason) {
			case TOO_SHORT, TOO_LONG, OVERNIGHT, IN_THE_FUTURE, OVERLAPS, ALREADY_THERE -> "end";
			case NO_SUCH_TIME -> "start";
			case TOO_EARLY -> "day";
			case START_UNKNOWN -> "from";
			case BACKWARDS, BEYOND_THE_END, TOO_FAST -> "to";
			case LONG_NOTE -> "note";
		};
	}

	/**
	 * Parses the typed times. A time that the reader has not changed keeps the seconds of
	 * the stored session.
	 * @param stored the session that is changed; null for a new one
	 * @throws UnreadableFieldException if a field cannot be read
	 */
	Sitting sitting(ZoneId zone, @Nullable ReadingSession stored) {
		if (stored != null && hasTimesOf(stored, zone)) {
			return new Sitting(stored.start(), stored.end(), stored.paused());
		}
		LocalDate date = date();
		LocalTime from = time("start", this.start);
		Duration active = active();
		if (this.end.isBlank()) {
			if (active == null) {
				throw new UnreadableFieldException("end", "reading.session.no-end");
			}
			return Sitting.of(date, from, active, zone);
		}
		Sitting whole = Sitting.between(date, from, time("end", this.end), Duration.ZERO, zone);
		// An end before the start is on the next day, or more often a typing error
		if (active == null && whole.isDoubtful() && !insisted().contains(Reason.OVERNIGHT)) {
			throw new ImpossibleSessionException(Reason.OVERNIGHT);
		}
		if (active == null) {
			return whole;
		}
		Duration paused = whole.active().minus(active);
		if (paused.isNegative()) {
			throw new UnreadableFieldException("minutes", "reading.session.too-many-minutes");
		}
		return new Sitting(whole.start(), whole.end(), paused);
	}

	/**
	 * Parses the typed pages.
	 * @param stored the session that is changed; null for a new one
	 * @throws UnreadableFieldException if a field cannot be read
	 */
	Pages read(Progress.Scale book, @Nullable ReadingSession stored) {
		if (this.pages.isBlank()) {
			return readSpan(book);
		}
		if (!this.to.isBlank()) {
			throw new UnreadableFieldException("pages",
					book.isAudio() ? "reading.session.both-audio" : "reading.session.both");
		}
		if (!book.isAudio()) {
			return new Pages.Count(count());
		}
		// A time that the reader has not changed is as many pages as before
		if (stored != null && this.pages.strip().equals(book.showAmount(stored.pages()))) {
			return new Pages.Count(stored.pages());
		}
		double typed = book.parseAmount(this.pages)
			.orElseThrow(() -> new UnreadableFieldException("pages", "reading.session.no-amount", book.end()));
		// Only whole pages move the bookmark
		return new Pages.Count((typed < 1) ? typed : Math.rint(typed));
	}

	/**
	 * Parses the page reached, and the first page if it was typed.
	 * @throws UnreadableFieldException if a field cannot be read
	 */
	Pages readSpan(Progress.Scale book) {
		if (this.to.isBlank()) {
			throw new UnreadableFieldException("to",
					book.isAudio() ? "reading.session.no-place" : "reading.session.no-page");
		}
		int last = book.parse(this.to).orElseThrow(() -> unreadable("to", book));
		if (this.from.isBlank()) {
			return new Pages.UpTo(last);
		}
		int first = book.parseStart(this.from).orElseThrow(() -> unreadable("from", book));
		// A minute may hold several pages
		return new Pages.Span(first, this.from.strip().equals(this.to.strip()) ? Math.max(first, last) : last);
	}

	private boolean hasTimesOf(ReadingSession stored, ZoneId zone) {
		SessionForm other = of(stored, new Progress.Scale(null, null, null, null), zone);
		return this.day.strip().equals(other.day) && this.start.strip().equals(other.start)
				&& this.end.strip().equals(other.end) && this.minutes.strip().equals(other.minutes);
	}

	private LocalDate date() {
		try {
			return LocalDate.parse(this.day.strip());
		}
		catch (DateTimeException ex) {
			throw new UnreadableFieldException("day", "reading.session.no-day");
		}
	}

	private static LocalTime time(String field, String text) {
		try {
			return LocalTime.parse(text.strip());
		}
		catch (DateTimeException ex) {
			throw new UnreadableFieldException(field, "reading.session.no-time");
		}
	}

	private @Nullable Duration active() {
		if (this.minutes.isBlank()) {
			return null;
		}
		if (!this.minutes.strip().matches("\\d{1,4}") || Integer.parseInt(this.minutes.strip()) > MAX_MINUTES
				|| Integer.parseInt(this.minutes.strip()) == 0) {
			throw new UnreadableFieldException("minutes", "reading.session.no-minutes");
		}
		return Duration.ofMinutes(Integer.parseInt(this.minutes.strip()));
	}

	private double count() {
		String text = this.pages.strip().replace(',', '.');
		if (!text.matches("\\d{1,5}(\\.\\d{1,2})?") || Double.parseDouble(text) > PageCount.MAX) {
			throw new UnreadableFieldException("pages", "reading.session.no-count");
		}
		return Double.parseDouble(text);
	}

	private static UnreadableFieldException unreadable(String field, Progress.Scale book) {
		return new UnreadableFieldException(field, book.question(), book.end());
	}

	private static String minute(LocalTime time) {
		return time.truncatedTo(ChronoUnit.MINUTES).toString();
	}

}
