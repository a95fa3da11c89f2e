package pl.chronobook.forecast.web;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.DateEnd;
import biweekly.property.DateStart;
import biweekly.property.Transparency;
import biweekly.util.DateTimeComponents;
import biweekly.util.Duration;
import biweekly.util.ICalDate;

import org.springframework.context.MessageSource;

import pl.chronobook.forecast.web.planning.FinishView;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Writes expected finish dates as an iCalendar (RFC 5545): an all-day event for each book
 * on its median day, and one for the whole list. An event keeps its UID while its book
 * stays on the list, so that a calendar program moves the event instead of adding
 * another.
 */
final class FinishCalendar {

	private static final Locale POLISH = Locale.of("pl");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", POLISH);

	/**
	 * The standard allows lines of 75 octets, but the library counts characters, which
	 * take up to three octets each.
	 */
	private static final int MAX_LINE_CHARACTERS = 24;

	private static final String HOURS_BETWEEN_FETCHES = "PT6H";

	private FinishCalendar() {
	}

	/** Returns the calendar of a reader who has no forecast yet. */
	static String empty() {
		return text(calendar());
	}

	static String of(ReaderId reader, Snapshot snapshot, List<QueuedBook> queue, MessageSource messages) {
		ICalendar calendar = calendar();
		Map<EntryId, Quantiles> finishes = snapshot.byEntry();
		for (QueuedBook book : queue) {
			Quantiles days = finishes.get(book.entry());
			if (days != null && book.remainingPages() > 0 && days.p50() <= FinishView.REACH) {
				String summary = messages.getMessage("forecast.feed.book", new Object[] { book.title() }, POLISH);
				calendar.addEvent(event(book.entry().value().toString(), summary, days, snapshot, messages));
			}
		}
		Quantiles whole = snapshot.forecast().wholeList();
		if (!calendar.getEvents().isEmpty() && whole.p50() <= FinishView.REACH) {
			UUID list = UUID.nameUUIDFromBytes(("list of " + reader.value()).getBytes(StandardCharsets.UTF_8));
			String summary = messages.getMessage("forecast.feed.list", null, POLISH);
			calendar.addEvent(event(list.toString(), summary, whole, snapshot, messages));
		}
		return text(calendar);
	}

	private static ICalendar calendar() {
		ICalendar calendar = new ICalendar();
		calendar.setProductId("-//ChronoBook//PL");
		calendar.setName("ChronoBook");
		calendar.setRefreshInterval(Duration.parse(HOURS_BETWEEN_FETCHES));
		calendar.addExperimentalProperty("X-WR-CALNAME", "ChronoBook");
		calendar.addExperimentalProperty("X-PUBLISHED-TTL", HOURS_BETWEEN_FETCHES);
		return calendar;
	}

	private static String text(ICalendar calendar) {
		StringWriter text = new StringWriter();
		try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
			writer.getVObjectWriter().getFoldedLineWriter().setLineLength(MAX_LINE_CHARACTERS);
			writer.write(calendar);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	private static VEvent event(String uid, String summary, Quantiles days, Snapshot snapshot, MessageSource messages) {
		VEvent event = new VEvent();
		event.setUid(uid + "@chronobook");
		event.setDateTimeStamp(Date.from(snapshot.computedAt()));
		LocalDate day = snapshot.day(days.p50());
		event.setDateStart(new DateStart(date(day)));
		event.setDateEnd(new DateEnd(date(day.plusDays(1))));
		event.setSummary(summary);
		Object[] range = { DAY.format(snapshot.day(days.p10())), DAY.format(snapshot.day(days.p90())) };
		event.setDescription(messages.getMessage("forecast.feed.range", range, POLISH));
		event.setTransparency(Transparency.transparent());
		return event;
	}

	private static ICalDate date(LocalDate day) {
		return new ICalDate(new DateTimeComponents(day.getYear(), day.getMonthValue(), day.getDayOfMonth()), false);
	}

}
