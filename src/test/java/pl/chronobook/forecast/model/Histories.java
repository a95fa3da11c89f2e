package pl.chronobook.forecast.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

/** Simulated reading histories. */
public final class Histories {

	/** A Monday. */
	public static final LocalDate MONDAY = LocalDate.of(2026, 6, 1);

	private Histories() {
	}

	public static Session session(LocalDate day, double pages) {
		LocalDateTime start = day.atTime(20, 0);
		return new Session(start, start.plusSeconds(60 + Math.round(Math.min(pages, 100) * 100)), pages);
	}

	/** One session on each day before {@code end} on which {@code pages} is above 0. */
	public static ReaderHistory daily(LocalDate end, int days, ToDoubleFunction<LocalDate> pages) {
		List<Session> sessions = new ArrayList<>();
		for (LocalDate day = end.minusDays(days); day.isBefore(end); day = day.plusDays(1)) {
			double read = pages.applyAsDouble(day);
			if (read > 0) {
				sessions.add(session(day, read));
			}
		}
		return new ReaderHistory(sessions, List.of());
	}

	/** Reads on about two days of three, 5 to 45 pages. */
	public static ReaderHistory irregular(LocalDate end, int days) {
		Random random = new Random(1);
		return daily(end, days, day -> random.nextInt(3) == 0 ? 0 : 5 + random.nextInt(41));
	}

	public static ReaderHistory weekends(LocalDate end, int days) {
		return daily(end, days, day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 70 : 0);
	}

	public static List<FinishedBook> books(LocalDate lastFinish, int count, int gap, double pages) {
		List<FinishedBook> books = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			books.add(new FinishedBook(null, lastFinish.minusDays((long) i * gap), pages));
		}
		return books;
	}

}
