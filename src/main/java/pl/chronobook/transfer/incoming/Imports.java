package pl.chronobook.transfer.incoming;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;
import pl.chronobook.transfer.account.Belongings.Receipt;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

/**
 * Stores imports and their files. Every query is limited to one reader, or to an import
 * found by such a query.
 */
@Repository
class Imports {

	private static final JsonMapper json = JsonMapper.builder().build();

	private static final String COLUMNS = """
			SELECT import_id, user_id, state, uploaded_at, choices, done, total, books_added, readings_added,
			  sessions_added, rejected, finished_at, jsonb_array_length(receipts) AS parts,
			  ARRAY(SELECT file_name FROM import_files f WHERE f.import_id = i.import_id ORDER BY number) AS names,
			  EXISTS (SELECT FROM import_files f WHERE f.import_id = i.import_id AND f.content IS NOT NULL) AS readable
			FROM imports i
			""";

	private final JdbcClient jdbc;

	Imports(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Stores files in place of the reader's unconfirmed ones. The contents of finished
	 * imports are deleted too, so that files do not accumulate.
	 */
	@Transactional
	ImportId replace(ReaderId reader, List<Upload> files, Scratch scratch, Instant now) {
		this.jdbc.sql("SELECT user_id FROM users WHERE user_id = ? FOR NO KEY UPDATE")
			.param(reader.value())
			.query()
			.listOfRows();
		this.jdbc.sql("DELETE FROM imports WHERE user_id = ? AND state = 'WAITING'").param(reader.value()).update();
		this.jdbc.sql("""
				UPDATE import_files SET content = NULL FROM imports i
				WHERE i.import_id = import_files.import_id AND i.user_id = ? AND i.state <> 'CONFIRMED'""")
			.param(reader.value())
			.update();
		UUID id = this.jdbc.sql("INSERT INTO imports (user_id, uploaded_at) VALUES (?, ?) RETURNING import_id")
			.params(reader.value(), Timestamp.from(now))
			.query(UUID.class)
			.single();
		for (int i = 0; i < files.size(); i++) {
			insert(id, i + 1, files.get(i), scratch);
		}
		return new ImportId(id);
	}

	/**
	 * Stores files that a device uploaded, in place of waiting ones of devices.
	 * @param confirmed whether it will be confirmed immediately, and so does not wait
	 * @return empty if a preview of other files waits for the reader
	 */
	@Transactional
	Optional<ImportId> addFromDevice(ReaderId reader, List<Upload> files, Scratch scratch, Instant now,
			boolean confirmed) {
		this.jdbc.sql("SELECT user_id FROM users WHERE user_id = ? FOR NO KEY UPDATE")
			.param(reader.value())
			.query()
			.listOfRows();
		this.jdbc.sql("DELETE FROM imports WHERE user_id = ? AND state = 'WAITING' AND by_device")
			.param(reader.value())
			.update();
		Optional<ImportId> id = this.jdbc.sql("""
				INSERT INTO imports (user_id, uploaded_at, by_device, state)
				SELECT :reader, :now, true, CASE WHEN :confirmed THEN 'CONFIRMED' ELSE 'WAITING' END
				WHERE :confirmed OR NOT EXISTS (SELECT FROM imports WHERE user_id = :reader AND state = 'WAITING')
				RETURNING import_id""")
			.param("reader", reader.value())
			.param("now", Timestamp.from(now))
			.param("confirmed", confirmed)
			.query(UUID.class)
			.optional()
			.map(ImportId::new);
		for (int i = 0; id.isPresent() && i < files.size(); i++) {
			insert(id.get().value(), i + 1, files.get(i), scratch);
		}
		return id;
	}

	/**
	 * Returns the choices with which uploads of devices are imported automatically.
	 * @return empty if the reader has not confirmed one yet, or has undone the last one
	 */
	Optional<Choices> choicesForDevices(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT CASE WHEN state <> 'UNDONE' THEN choices END FROM imports
				WHERE user_id = ? AND by_device AND state <> 'WAITING'
				ORDER BY uploaded_at DESC, import_id DESC LIMIT 1""")
			.param(reader.value())
			.query((row, number) -> Optional.ofNullable(row.getString(1)))
			.optional()
			.flatMap(choices -> choices)
			.map(choices -> json.readValue(choices, Choices.class));
	}

	/** Returns the upload of a device that waits for the reader. */
	Optional<ImportId> waitingOfDevice(ReaderId reader) {
		return this.jdbc.sql("SELECT import_id FROM imports WHERE user_id = ? AND by_device AND state = 'WAITING'")
			.param(reader.value())
			.query(UUID.class)
			.optional()
			.map(ImportId::new);
	}

	private void insert(UUID id, int number, Upload file, Scratch scratch) {
		try {
			Path zipped = scratch.next();
			try (InputStream in = file.open(0);
					OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
				in.transferTo(out);
			}
			try (InputStream in = Files.newInputStream(zipped)) {
				this.jdbc.sql("INSERT INTO import_files (import_id, number, file_name, content) VALUES (?, ?, ?, ?)")
					.params(id, number, file.name(), new SqlBinaryValue(in, Files.size(zipped)))
					.update();
			}
			Files.delete(zipped);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Optional<StoredImport> find(ReaderId reader, ImportId id) {
		return this.jdbc.sql(COLUMNS + "WHERE i.import_id = ? AND i.user_id = ?")
			.params(id.value(), reader.value())
			.query(Imports::row)
			.optional();
	}

	Optional<StoredImport> find(ImportId id) {
		return this.jdbc.sql(COLUMNS + "WHERE i.import_id = ?").param(id.value()).query(Imports::row).optional();
	}

	/** Lists the reader's imports, the newest first. */
	List<StoredImport> newest(ReaderId reader, int limit) {
		return this.jdbc.sql(COLUMNS + "WHERE i.user_id = ? ORDER BY uploaded_at DESC, import_id DESC LIMIT ?")
			.params(reader.value(), limit)
			.query(Imports::row)
			.list();
	}

	/**
	 * Locks an import against changes until the end of the transaction.
	 */
	Optional<StoredImport> lock(ReaderId reader, ImportId id) {
		this.jdbc.sql("SELECT import_id FROM imports WHERE import_id = ? AND user_id = ? FOR UPDATE")
			.params(id.value(), reader.value())
			.query(UUID.class)
			.optional();
		return find(reader, id);
	}

	/**
	 * Takes an advisory lock on carrying out an import, until the end of the transaction
	 * or of the process. The row itself is not locked, so that progress can be written.
	 * @return false if another process holds the lock
	 */
	boolean takeTurn(ImportId id) {
		return this.jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))")
			.param("import " + id.value())
			.query(Boolean.class)
			.single();
	}

	/** Lists the confirmed imports, which run or were interrupted. */
	List<ImportId> confirmed() {
		return this.jdbc.sql("SELECT import_id FROM imports WHERE state = 'CONFIRMED' ORDER BY import_id")
			.query((row, number) -> new ImportId(row.getObject(1, UUID.class)))
			.list();
	}

	/**
	 * Counts an attempt to carry out a confirmed import.
	 * @return the number of attempts; 0 if it is not confirmed
	 */
	int begin(ImportId id) {
		return this.jdbc.sql("""
				UPDATE imports SET attempts = attempts + 1, done = 0, total = NULL
				WHERE import_id = ? AND state = 'CONFIRMED' RETURNING attempts""")
			.param(id.value())
			.query(Integer.class)
			.optional()
			.orElse(0);
	}

	/**
	 * Returns the files of an import whose contents are still stored.
	 * @param scratch the folder for the contents
	 */
	List<StoredFile> files(ImportId id, Scratch scratch) {
		return this.jdbc.sql("""
				SELECT number, file_name, mapping FROM import_files
				WHERE import_id = ? AND content IS NOT NULL ORDER BY number""")
			.param(id.value())
			.query((row, at) -> new Kept(row.getInt("number"), row.getString("file_name"), row.getString("mapping")))
			.list()
			.stream()
			.map(kept -> stored(id, kept, scratch))
			.toList();
	}

	private StoredFile stored(ImportId id, Kept kept, Scratch scratch) {
		try (InputStream in = new GZIPInputStream(new Pieces(id.value(), kept.number()))) {
			Path file = Objects.requireNonNull(scratch.copy(in, Limits.MAX_BYTES), "Larger than it was");
			return new StoredFile(new Upload(kept.name(), file),
					(kept.mapping() != null) ? ColumnMapping.of(kept.mapping()) : null);
		}
		catch (EOFException ex) {
			// The contents were discarded meanwhile
			throw new NoSuchImportException(id);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void explain(ImportId id, int number, ColumnMapping mapping) {
		this.jdbc.sql("UPDATE import_files SET mapping = ? WHERE import_id = ? AND number = ?")
			.params(mapping.text(), id.value(), number)
			.update();
	}

	void markConfirmed(ImportId id, Choices choices) {
		this.jdbc.sql(
				"UPDATE imports SET state = 'CONFIRMED', choices = ?::jsonb, done = 0, total = NULL, attempts = 0 WHERE import_id = ?")
			.params(json.writeValueAsString(choices), id.value())
			.update();
	}

	void report(ImportId id, int done, int total) {
		this.jdbc.sql("UPDATE imports SET done = ?, total = ? WHERE import_id = ? AND state = 'CONFIRMED'")
			.params(done, total, id.value())
			.update();
	}

	void markDone(ImportId id, Added added, List<Receipt> receipts, int rejected, CatalogChange change, Instant now) {
		int done = this.jdbc.sql("""
				UPDATE imports SET state = 'DONE', books_added = :books, readings_added = :readings,
				  sessions_added = :sessions, rejected = :rejected, finished_at = :now,
				  catalog_added = :added::uuid[], catalog_lengthened = :lengthened::uuid[],
				  receipts = :receipts::jsonb
				WHERE import_id = :id AND state = 'CONFIRMED'""")
			.param("books", added.books())
			.param("readings", added.readings())
			.param("sessions", added.sessions())
			.param("rejected", rejected)
			.param("now", Timestamp.from(now))
			.param("added", ids(change.added()))
			.param("receipts", json.writeValueAsString(receipts))
			.param("lengthened", ids(change.lengthened()))
			.param("id", id.value())
			.update();
		if (done == 0) {
			throw new IllegalStateException("Import %s was taken away".formatted(id.value()));
		}
	}

	void markFailed(ImportId id) {
		this.jdbc.sql("UPDATE imports SET state = 'FAILED' WHERE import_id = ? AND state = 'CONFIRMED'")
			.param(id.value())
			.update();
	}

	void markUndone(ImportId id) {
		this.jdbc.sql("UPDATE imports SET state = 'UNDONE' WHERE import_id = ?").param(id.value()).update();
	}

	/** Returns the changes that an import made to the catalog. */
	CatalogChange catalogChange(ImportId id) {
		return this.jdbc.sql("SELECT catalog_added, catalog_lengthened FROM imports WHERE import_id = ?")
			.param(id.value())
			.query((row, number) -> new CatalogChange(books(row, "catalog_added"), books(row, "catalog_lengthened")))
			.single();
	}

	/** Returns the additions of an import besides the history. */
	List<Receipt> receipts(ImportId id) {
		return List.of(this.jdbc.sql("SELECT receipts FROM imports WHERE import_id = ?")
			.param(id.value())
			.query((row, number) -> json.readValue(row.getString(1), Receipt[].class))
			.single());
	}

	int delete(ReaderId reader, ImportId id) {
		return this.jdbc
			.sql("DELETE FROM imports WHERE import_id = ? AND user_id = ? AND state IN ('WAITING', 'FAILED')")
			.params(id.value(), reader.value())
			.update();
	}

	/** Deletes unconfirmed imports and the contents of finished ones. */
	void dropContentsBefore(Instant time) {
		this.jdbc.sql("DELETE FROM imports WHERE state IN ('WAITING', 'FAILED') AND uploaded_at < ?")
			.param(Timestamp.from(time))
			.update();
		this.jdbc.sql("""
				UPDATE import_files SET content = NULL FROM imports i
				WHERE i.import_id = import_files.import_id AND i.finished_at < ? AND content IS NOT NULL""")
			.param(Timestamp.from(time))
			.update();
	}

	void deleteFinishedBefore(Instant time) {
		this.jdbc.sql("DELETE FROM imports WHERE finished_at < ?").param(Timestamp.from(time)).update();
	}

	private static StoredImport row(ResultSet row, int number) throws SQLException {
		String[] names = (String[]) row.getArray("names").getArray();
		Timestamp finished = row.getTimestamp("finished_at");
		return new StoredImport(new ReaderId(row.getObject("user_id", UUID.class)),
				json.readValue(row.getString("choices"), Choices.class), row.getBoolean("readable"),
				new ImportStatus(
						new ImportId(row.getObject("import_id", UUID.class)), List
							.of(names),
						ImportState.valueOf(row.getString("state")), row.getTimestamp("uploaded_at").toInstant(),
						row.getInt("done"), row.getObject("total", Integer.class),
						(finished != null) ? new Added(row.getInt("books_added"), row.getInt("readings_added"),
								row.getInt("sessions_added")) : null,
						row.getInt("rejected"), row.getInt("parts") > 0));
	}

	private static Set<BookId> books(ResultSet row, String column) throws SQLException {
		return Stream.of((UUID[]) row.getArray(column).getArray()).map(BookId::new).collect(Collectors.toSet());
	}

	private static String[] ids(Collection<BookId> books) {
		return books.stream().map(book -> book.value().toString()).toArray(String[]::new);
	}

	/**
	 * Reads a large value in parts, so that it is never in memory as a whole.
	 */
	private final class Pieces extends InputStream {

		private static final int SIZE = 1024 * 1024;

		private final UUID id;

		private final int number;

		private byte[] piece = {};

		private int position;

		private int read;

		Pieces(UUID id, int number) {
			this.id = id;
			this.number = number;
		}

		@Override
		public int read() {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			if (this.position == this.piece.length) {
				this.piece = next();
				this.position = 0;
				this.read += this.piece.length;
			}
			if (this.piece.length == 0) {
				return -1;
			}
			int count = Math.min(length, this.piece.length - this.position);
			System.arraycopy(this.piece, this.position, bytes, offset, count);
			this.position += count;
			return count;
		}

		private byte[] next() {
			return Imports.this.jdbc
				.sql("SELECT substring(content FROM ? FOR ?) FROM import_files WHERE import_id = ? AND number = ?")
				.params(this.read + 1, SIZE, this.id, this.number)
				.query((row, at) -> Objects.requireNonNullElse(row.getBytes(1), new byte[0]))
				.optional()
				.orElse(new byte[0]);
		}

	}

	/**
	 * A row of the table {@code imports}.
	 */
	record StoredImport(ReaderId reader, Choices choices, boolean readable, ImportStatus status) {
	}

	private record Kept(int number, String name, @Nullable String mapping) {
	}

	/**
	 * The changes of an import to the catalog.
	 */
	record CatalogChange(Set<BookId> added, Set<BookId> lengthened) {
	}

}
