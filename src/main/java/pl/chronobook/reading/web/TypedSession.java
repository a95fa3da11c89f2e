package pl.chronobook.reading.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.domain.Pages;
import pl.chronobook.reading.domain.ReadingSession;
import pl.chronobook.reading.domain.Sitting;

/**
 * A session as somebody typed it; every field is the text of its input.
 *
 * @param entry which book
 * @param day the calendar day it began on
 * @param start the time it began
 * @param end the time it ended; empty if the minutes say it
 * @param minutes minutes of reading; empty if all of the time was spent reading
 * @param from the page it began on; empty if the reader's last page says it
 * @param to the page or per cent it ended on
 * @param pages the number of pages, instead of {@code to}
 * @param note what the reader wants to remember
 */
record TypedSession(@Nullable UUID entry, String day, String start, String end, String minutes, String from, String to,
		String pages, String note) {

	private static final int MAX_MINUTES = 24 * 60;

	TypedSession {
		day = Objects.requireNonNullElse(day, "");
		start = Objects.requireNonNullElse(start, "");
		end = Objects.requireNonNullElse(end, "");
		minutes = Objects.requireNonNullElse(minutes, "");
		from = Objects.requireNonNullElse(from, "");
		to = Objects.requireNonNullElse(to, "");
		pages = Objects.requireNonNullElse(pages, "");
		note = Objects.requireNonNullElse(note, "");
	}

	/** An empty form for a session that ends now. */
	static TypedSession blank(@Nullable UUID entry, ZonedDateTime now) {
		return new TypedSession(entry, now.toLocalDate().toString(), "", "", "", "", "", "", "");
	}

	/** The form that shows a session as it is stored. */
	static TypedSession of(ReadingSession session, ZoneId zone) {
		ZonedDateTime start = session.start().atZone(zone);
		Integer fromPage = session.fromPage();
		Integer toPage = session.toPage();
		return new TypedSession(session.entry().value(), start.toLocalDate().toString(), minute(start.toLocalTime()),
				minute(session.end().atZone(zone).toLocalTime()),
				session.paused().isZero() ? "" : String.valueOf(Math.round(session.active().toSeconds() / 60.0)),
				(fromPage != null) ? fromPage.toString() : "", (toPage != null) ? toPage.toString() : "",
				(toPage == null) ? SessionsView.plain(session.pages()) : "",
				Objects.requireNonNullElse(session.note(), ""));
	}

	/** The same about a book that the form does not name. */
	TypedSession about(EntryId book) {
		return new TypedSession(book.value(), this.day, this.start, this.end, this.minutes, this.from, this.to,
				this.pages, this.note);
	}

	/**
	 * When it was. What still reads as the stored session does keeps its seconds.
	 * @param stored the session that is changed; null for a new one
	 * @throws UnreadableSessionException if a field cannot be read
	 */
	Sitting sitting(ZoneId zone, @Nullable ReadingSession stored) {
		if (stored != null && hasTimesOf(of(stored, zone))) {
			return new Sitting(stored.start(), stored.end(), stored.paused());
		}
		LocalDate date = date();
		LocalTime from = time("start", this.start);
		Duration active = active();
		if (this.end.isBlank()) {
			if (active == null) {
				throw new UnreadableSessionException("end", "reading.session.no-end");
			}
			return Sitting.of(date, from, active, zone);
		}
		Sitting whole = Sitting.between(date, from, time("end", this.end), Duration.ZERO, zone);
		if (active == null) {
			return whole;
		}
		Duration paused = whole.active().minus(active);
		if (paused.isNegative()) {
			throw new UnreadableSessionException("minutes", "reading.session.too-many-minutes");
		}
		return new Sitting(whole.start(), whole.end(), paused);
	}

	/**
	 * How much was read.
	 * @param pageCount pages of the book; null if unknown
	 * @throws UnreadableSessionException if a field cannot be read
	 */
	Pages read(@Nullable Integer pageCount) {
		if (!this.pages.isBlank()) {
			if (!this.to.isBlank()) {
				throw new UnreadableSessionException("pages", "reading.session.both");
			}
			return new Pages.Count(count());
		}
		if (this.to.isBlank()) {
			throw new UnreadableSessionException("to", "reading.session.no-page");
		}
		int last = page("to", this.to, pageCount);
		return this.from.isBlank() ? new Pages.UpTo(last) : new Pages.Span(page("from", this.from, pageCount), last);
	}

	private boolean hasTimesOf(TypedSession other) {
		return this.day.strip().equals(other.day) && this.start.strip().equals(other.start)
				&& this.end.strip().equals(other.end) && this.minutes.strip().equals(other.minutes);
	}

	private LocalDate date() {
		try {
			return LocalDate.parse(this.day.strip());
		}
		catch (DateTimeException ex) {
			throw new UnreadableSessionException("day", "reading.session.no-day");
		}
	}

	private static LocalTime time(String field, String text) {
		try {
			return LocalTime.parse(text.strip());
		}
		catch (DateTimeException ex) {
			throw new UnreadableSessionException(field, "reading.session.no-time");
		}
	}

	private @Nullable Duration active() {
		if (this.minutes.isBlank()) {
			return null;
		}
		if (!this.minutes.strip().matches("\\d{1,4}") || Integer.parseInt(this.minutes.strip()) > MAX_MINUTES
				|| Integer.parseInt(this.minutes.strip()) == 0) {
			throw new UnreadableSessionException("minutes", "reading.session.no-minutes");
		}
		return Duration.ofMinutes(Integer.parseInt(this.minutes.strip()));
	}

	private double count() {
		String text = this.pages.strip().replace(',', '.');
		if (!text.matches("\\d{1,5}(\\.\\d{1,2})?") || Double.parseDouble(text) > PageCount.MAX) {
			throw new UnreadableSessionException("pages", "reading.session.no-count");
		}
		return Double.parseDouble(text);
	}

	private static int page(String field, String text, @Nullable Integer pageCount) {
		return Progress.parse(text, pageCount)
			.orElseThrow(() -> new UnreadableSessionException(field,
					(pageCount != null) ? "reading.page.range" : "reading.page.unknown",
					(pageCount != null) ? pageCount : PageCount.MAX));
	}

	private static String minute(LocalTime time) {
		return time.truncatedTo(ChronoUnit.MINUTES).toString();
	}

}
