package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.transfer.domain.HistoryFiles.HistoryFile;
import pl.chronobook.transfer.domain.PendingImports.PendingImport;

/**
 * Brings histories in: a file is uploaded, previewed, and imported when its reader says
 * so. Between the steps it waits in the database, so any replica can take the next one.
 */
@Service
public class HistoryImport {

	public static final int MAX_BYTES = 50 * 1024 * 1024;

	private static final Duration KEPT = Duration.ofHours(24);

	private static final int LONGEST_FILE_NAME = 200;

	private final HistoryFiles files;

	private final PendingImports pending;

	private final Catalog catalog;

	private final ReadingArchive archive;

	private final Readers readers;

	private final Clock clock;

	HistoryImport(HistoryFiles files, PendingImports pending, Catalog catalog, ReadingArchive archive, Readers readers,
			Clock clock) {
		this.files = files;
		this.pending = pending;
		this.catalog = catalog;
		this.archive = archive;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Keeps a file until it is confirmed, in the place of the reader's last one.
	 * @throws UnreadableFileException if the file cannot be imported
	 */
	public ImportId upload(ReaderId reader, String fileName, InputStream file) throws IOException {
		byte[] content = file.readNBytes(MAX_BYTES + 1);
		if (content.length > MAX_BYTES) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		this.files.open(DecodedText.of(content));
		return this.pending.replace(reader, shorten(fileName), content, this.clock.instant());
	}

	/**
	 * Which file of the reader still waits to be confirmed.
	 */
	public Optional<ImportId> waiting(ReaderId reader) {
		return this.pending.waiting(reader);
	}

	/**
	 * What a file added when it was imported; empty while it waits.
	 * @throws NoSuchImportException if it is not this reader's, or was replaced
	 */
	public Optional<Added> result(ReaderId reader, ImportId id) {
		return Optional.ofNullable(find(reader, id).added());
	}

	/**
	 * Says what a file would bring, changing nothing.
	 * @param person which of several readers in the file; null if none was chosen
	 * @throws NoSuchImportException if it is not this reader's, or was imported or
	 * replaced
	 */
	public Preview preview(ReaderId reader, ImportId id, @Nullable String person) {
		PendingImport pending = find(reader, id);
		HistoryFile file = open(pending);
		History history = file.read(reading(reader, person));
		List<ArchivedBook> list = this.archive.export(reader);
		KnownBooks known = new KnownBooks(list,
				this.catalog.find(reader, list.stream().map(ArchivedBook::book).toList()));
		history.books().forEach(known::compare);
		return new Preview(id, pending.fileName(), file.format().name(), person, history, known.fresh(), known.known());
	}

	/**
	 * The rows of a file that are left out.
	 * @param person which of several readers in the file; null if none was chosen
	 * @throws NoSuchImportException if it is not this reader's, or was imported or
	 * replaced
	 */
	public RejectedRows rejected(ReaderId reader, ImportId id, @Nullable String person) {
		HistoryFile file = open(find(reader, id));
		return new RejectedRows(file.table().headerCells(), file.table().delimiter(),
				file.read(reading(reader, person)).rejected());
	}

	/**
	 * Imports a file, all or nothing. Doing so again, even at the same time, adds
	 * nothing.
	 * @param person which of several readers in the file; null if there is only one
	 * @return what was added, empty if one of several readers must be chosen first
	 * @throws NoSuchImportException if it is not this reader's, or was replaced
	 */
	@Transactional
	public Optional<Added> confirm(ReaderId reader, ImportId id, @Nullable String person) {
		PendingImport file = this.pending.findAndLock(reader, id).orElseThrow(() -> new NoSuchImportException(id));
		if (file.added() != null) {
			return Optional.of(file.added());
		}
		History history = open(file).read(reading(reader, person));
		if (!history.readers().isEmpty()) {
			return Optional.empty();
		}
		Added added = add(reader, history.books());
		this.pending.markImported(id, added);
		return Optional.of(added);
	}

	/**
	 * Adds a history to a reader's list.
	 */
	@Transactional
	Added add(ReaderId reader, List<ImportedBook> books) {
		Map<NewBook, Book> stored = this.catalog.findOrAdd(reader, books.stream().map(ImportedBook::book).toList());
		return this.archive.add(reader,
				books.stream()
					.map(book -> book.archivedAs(Objects.requireNonNull(stored.get(book.book())).id()))
					.toList());
	}

	/**
	 * Throws a file away.
	 */
	public void discard(ReaderId reader, ImportId id) {
		if (this.pending.delete(reader, id) == 0) {
			throw new NoSuchImportException(id);
		}
	}

	@Scheduled(fixedDelayString = "PT1H")
	void discardForgotten() {
		this.pending.deleteUploadedBefore(this.clock.instant().minus(KEPT));
	}

	private PendingImport find(ReaderId reader, ImportId id) {
		return this.pending.find(reader, id).orElseThrow(() -> new NoSuchImportException(id));
	}

	private HistoryFile open(PendingImport pending) {
		if (pending.text() == null) {
			throw new NoSuchImportException(pending.id());
		}
		return this.files.open(pending.text());
	}

	private HistoryFormat.Reading reading(ReaderId reader, @Nullable String person) {
		return new HistoryFormat.Reading(this.readers.get(reader).zone(), this.clock.instant(), person);
	}

	private static String shorten(String fileName) {
		String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
		name = Cells.text(name.substring(0, Math.min(name.length(), LONGEST_FILE_NAME)));
		return name.isEmpty() ? "plik" : name;
	}

}
