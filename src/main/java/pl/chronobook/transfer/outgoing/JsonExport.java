package pl.chronobook.transfer.outgoing;

import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.SessionRecord;

/**
 * Writes a list as JSON, for programs. {@link #VERSION} is raised when a program written
 * for an older version could misunderstand a file.
 */
final class JsonExport {

	static final int VERSION = 2;

	private static final JsonMapper json = JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private JsonExport() {
	}

	static void write(List<ArchivedBook> list, Map<BookId, Book> books, Instant now, Writer out) {
		json.writeValue(out,
				new Document("chronobook", VERSION, now.toString(),
						list.stream()
							.filter(entry -> books.containsKey(entry.book()))
							.map(entry -> entry(entry, Objects.requireNonNull(books.get(entry.book()))))
							.toList()));
	}

	private static Entry entry(ArchivedBook entry, Book book) {
		PageCount pages = entry.pageCount();
		return new Entry(book.title(), book.author(), (book.isbn() != null) ? book.isbn().value() : null,
				entry.status().name(), (pages != null) ? pages.value() : null, entry.currentPage(),
				entry.addedAt().toString(), entry.readings().stream().map(JsonExport::reading).toList(),
				entry.sessions().stream().map(JsonExport::session).toList(), Objects.toString(entry.removedAt(), null),
				Objects.toString(entry.details().format(), null), entry.details().owned(), entry.details().tags(),
				entry.details().seriesName(), entry.details().volume(), entry.details().audioMinutes(),
				entry.details().audioSpeed());
	}

	private static Reading reading(ArchivedReading reading) {
		return new Reading(text(reading.dates().start()), text(reading.dates().end()), reading.completed(),
				reading.evidence());
	}

	private static Session session(SessionRecord session) {
		Duration paused = session.paused();
		return new Session(session.start().toString(), session.end().toString(), paused.toSeconds(), session.pages(),
				session.pagesEstimated(), session.fromPage(), session.toPage(), session.note());
	}

	private static @Nullable String text(@Nullable LocalDate day) {
		return (day != null) ? day.toString() : null;
	}

	record Document(String format, int version, String exportedAt, List<Entry> books) {
	}

	record Entry(String title, String author, @Nullable String isbn, String status, @Nullable Integer pages,
			int currentPage, String addedAt, List<Reading> readings, List<Session> sessions, @Nullable String removedAt,
			@Nullable String format, boolean owned, List<String> tags, @Nullable String series,
			@Nullable Integer volume, @Nullable Integer audioMinutes, @Nullable Integer audioSpeed) {
	}

	record Reading(@Nullable String start, @Nullable String end, boolean completed, boolean evidence) {
	}

	record Session(String start, String end, long pausedSeconds, double pages, boolean pagesEstimated,
			@Nullable Integer fromPage, @Nullable Integer toPage, @Nullable String note) {
	}

}
