package pl.chronobook.transfer.outgoing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BookOpinions;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.transfer.HistoryArchive;
import pl.chronobook.transfer.account.Belongings;
import pl.chronobook.transfer.format.chronobook.ChronoBookCsv;

/**
 * Exports a reader's history.
 */
@Service
public class HistoryExport implements HistoryArchive {

	/** The explanation of an archive's files, for the reader. */
	private static final String EXPLANATION = "CZYTAJ.txt";

	private final ReadingArchive archive;

	private final BookOpinions opinions;

	private final Belongings belongings;

	private final TransactionTemplate atOneMoment;

	private final Catalog catalog;

	private final Readers readers;

	private final Clock clock;

	HistoryExport(ReadingArchive archive, BookOpinions opinions, Belongings belongings, Catalog catalog,
			Readers readers, PlatformTransactionManager transactions, Clock clock) {
		this.atOneMoment = new TransactionTemplate(transactions);
		this.atOneMoment.setReadOnly(true);
		this.atOneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.belongings = belongings;
		this.archive = archive;
		this.opinions = opinions;
		this.catalog = catalog;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Writes the whole history as ChronoBook's own CSV.
	 */
	public void write(ReaderId reader, Appendable out) throws IOException {
		List<ArchivedBook> list = this.archive.export(reader);
		ChronoBookCsv.write(list, books(reader, list), out);
	}

	/**
	 * Writes the list in the format of Goodreads.
	 */
	public void writeForGoodreads(ReaderId reader, Appendable out) throws IOException {
		List<ArchivedBook> list = this.archive.export(reader);
		GoodreadsExport.write(onTheList(list), books(reader, list), this.opinions.all(reader),
				this.readers.get(reader).zone(), out);
	}

	@Override
	public void writeArchive(ReaderId reader, OutputStream out) throws IOException {
		Snapshot snapshot = Objects.requireNonNull(this.atOneMoment.execute(status -> snapshot(reader)));
		List<ArchivedBook> list = snapshot.list();
		Map<BookId, Book> books = snapshot.books();
		Instant now = this.clock.instant();
		ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
		put(zip, EXPLANATION,
				text -> text
					.write(new ClassPathResource(EXPLANATION, getClass()).getContentAsString(StandardCharsets.UTF_8)
						.replace("VERSION", String.valueOf(JsonExport.VERSION))));
		put(zip, "historia.csv", text -> ChronoBookCsv.write(list, books, text));
		put(zip, "historia.json", text -> JsonExport.write(list, books, now, text));
		put(zip, "konto.json", text -> snapshot.belongings().write(now, text));
		put(zip, "goodreads.csv",
				text -> GoodreadsExport.write(onTheList(list), books, snapshot.opinions(), snapshot.zone(), text));
		zip.finish();
	}

	private Snapshot snapshot(ReaderId reader) {
		List<ArchivedBook> list = this.archive.export(reader);
		return new Snapshot(list, books(reader, list), this.opinions.all(reader), this.belongings.collect(reader),
				this.readers.get(reader).zone());
	}

	/**
	 * Returns the books that are on the list; other services do not know removed ones.
	 */
	private static List<ArchivedBook> onTheList(List<ArchivedBook> list) {
		return list.stream().filter(book -> book.removedAt() == null).toList();
	}

	private Map<BookId, Book> books(ReaderId reader, List<ArchivedBook> list) {
		return this.catalog.find(reader, list.stream().map(ArchivedBook::book).toList());
	}

	private static void put(ZipOutputStream zip, String name, Content content) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		Writer text = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
		content.write(text);
		text.flush();
		zip.closeEntry();
	}

	/**
	 * A reader's data at one moment.
	 */
	private record Snapshot(List<ArchivedBook> list, Map<BookId, Book> books, Map<BookId, Opinion> opinions,
			Belongings.Collected belongings, ZoneId zone) {
	}

	@FunctionalInterface
	private interface Content {

		void write(Writer text) throws IOException;

	}

}
