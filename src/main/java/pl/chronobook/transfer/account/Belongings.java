package pl.chronobook.transfer.account;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ListedBook;
import pl.chronobook.transfer.format.chronobook.AccountJson;
import pl.chronobook.transfer.format.chronobook.AccountJson.NamedBook;
import pl.chronobook.transfer.format.chronobook.AccountJson.UnreadablePartException;

/**
 * Exports and imports the data that readers have besides their history, through the
 * {@link ArchivePart parts} that the modules offer.
 */
@Component
public class Belongings {

	private static final JsonMapper json = JsonMapper.builder().build();

	private final List<ArchivePart<?, ?>> parts;

	private final ReadingArchive archive;

	private final Catalog catalog;

	Belongings(List<ArchivePart<?, ?>> parts, ReadingArchive archive, Catalog catalog) {
		this.parts = List.copyOf(parts);
		this.archive = archive;
		this.catalog = catalog;
	}

	/** Collects the reader's data for an export. */
	public Collected collect(ReaderId reader) {
		Map<String, Record> contents = new LinkedHashMap<>();
		this.parts.forEach(part -> part.export(reader).ifPresent(content -> contents.put(part.name(), content)));
		return new Collected(contents, namesOf(reader));
	}

	/** Previews the changes that files would make, and counts their invalid parts. */
	public AdditionsPreview preview(ReaderId reader, List<AccountJson> files) {
		List<Addition> gains = new ArrayList<>();
		int unreadable = 0;
		Function<NamedBook, Optional<EntryId>> entries = files.isEmpty() ? name -> Optional.empty() : entriesOf(reader);
		for (AccountJson file : files) {
			for (ArchivePart<?, ?> part : this.parts) {
				try {
					gains.addAll(preview(reader, part, file, entries));
				}
				catch (UnreadablePartException ex) {
					unreadable++;
				}
			}
		}
		return new AdditionsPreview(gains, unreadable);
	}

	/** Adds the missing data and skips invalid parts. */
	public List<Receipt> add(ReaderId reader, List<AccountJson> files) {
		List<Receipt> receipts = new ArrayList<>();
		Function<NamedBook, Optional<EntryId>> entries = files.isEmpty() ? name -> Optional.empty() : entriesOf(reader);
		for (AccountJson file : files) {
			for (ArchivePart<?, ?> part : this.parts) {
				try {
					add(reader, part, file, entries).ifPresent(receipts::add);
				}
				catch (UnreadablePartException ex) {
					// An invalid part is skipped: the preview has shown it, and the other
					// parts are useful
				}
			}
		}
		return receipts;
	}

	/** Reverts additions, the last first. */
	public void takeBack(ReaderId reader, List<Receipt> receipts) {
		for (Receipt receipt : receipts.reversed()) {
			this.parts.stream()
				.filter(part -> part.name().equals(receipt.part()))
				.forEach(part -> takeBack(reader, part, receipt));
		}
	}

	private static <C extends Record> List<Addition> preview(ReaderId reader, ArchivePart<C, ?> part, AccountJson file,
			Function<NamedBook, Optional<EntryId>> entries) {
		return file.part(part, entries)
			.stream()
			.flatMap(content -> part.preview(reader, content).stream())
			.map(gain -> new Addition(part.name(), gain.what(), gain.value()))
			.toList();
	}

	private static <C extends Record, R extends Record> Optional<Receipt> add(ReaderId reader, ArchivePart<C, R> part,
			AccountJson file, Function<NamedBook, Optional<EntryId>> entries) {
		return file.part(part, entries)
			.flatMap(content -> part.add(reader, content))
			.map(receipt -> Receipt.of(part.name(), receipt));
	}

	private static <R extends Record> void takeBack(ReaderId reader, ArchivePart<?, R> part, Receipt receipt) {
		part.takeBack(reader, json.treeToValue(receipt.receipt(), part.receipt()));
	}

	private Function<EntryId, @Nullable NamedBook> namesOf(ReaderId reader) {
		Map<EntryId, NamedBook> names = new HashMap<>();
		named(reader, (listed, book) -> names.put(listed.entry(), name(book)));
		return names::get;
	}

	private Function<NamedBook, Optional<EntryId>> entriesOf(ReaderId reader) {
		Map<Isbn, EntryId> byIsbn = new HashMap<>();
		Map<String, EntryId> byText = new HashMap<>();
		named(reader, (listed, book) -> {
			if (book.isbn() != null) {
				byIsbn.putIfAbsent(book.isbn(), listed.entry());
			}
			byText.putIfAbsent(text(name(book)), listed.entry());
		});
		return name -> name.number().map(byIsbn::get).or(() -> Optional.ofNullable(byText.get(text(name))));
	}

	private void named(ReaderId reader, Naming naming) {
		List<ListedBook> listed = this.archive.listed(reader);
		Map<BookId, Book> books = this.catalog.find(reader, listed.stream().map(ListedBook::book).toList());
		for (ListedBook one : listed) {
			Book book = books.get(one.book());
			if (book != null) {
				naming.name(one, book);
			}
		}
	}

	private static NamedBook name(Book book) {
		return new NamedBook(book.title(), book.author(), (book.isbn() != null) ? book.isbn().value() : null);
	}

	private static String text(NamedBook book) {
		return book.title().toLowerCase(Locale.ROOT) + '\n' + book.author().toLowerCase(Locale.ROOT);
	}

	@FunctionalInterface
	private interface Naming {

		void name(ListedBook listed, Book book);

	}

	/**
	 * A reader's data at one moment.
	 *
	 * @param contents the contents by the name of the part
	 * @param names names the books of entries
	 */
	public record Collected(Map<String, Record> contents, Function<EntryId, @Nullable NamedBook> names) {

		public void write(Instant now, Writer out) throws IOException {
			AccountJson.write(this.contents, this.names, now, out);
		}

	}

	/**
	 * The preview of files.
	 *
	 * @param gains the changes they would make
	 * @param unreadable the number of invalid parts
	 */
	public record AdditionsPreview(List<Addition> gains, int unreadable) {
	}

	/**
	 * The record of an addition.
	 *
	 * @param part the part to which it belongs
	 * @param receipt the data by which the part reverts it
	 */
	public record Receipt(String part, JsonNode receipt) {

		/** Creates the record of an addition that came with the history. */
		public static Receipt of(String part, Record receipt) {
			return new Receipt(part, json.valueToTree(receipt));
		}

	}

}
