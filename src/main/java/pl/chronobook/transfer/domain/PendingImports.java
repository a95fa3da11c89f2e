package pl.chronobook.transfer.domain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive.Added;

/**
 * The files that wait for their readers to confirm, one a reader.
 */
@Repository
class PendingImports {

	private final JdbcClient jdbc;

	PendingImports(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Keeps a file in the place of the reader's last one.
	 */
	ImportId replace(ReaderId reader, String fileName, byte[] content, Instant now) {
		return new ImportId(this.jdbc.sql("""
				INSERT INTO pending_imports (user_id, file_name, content, uploaded_at) VALUES (?, ?, ?, ?)
				ON CONFLICT (user_id) DO UPDATE
				SET import_id = uuidv7(), file_name = excluded.file_name, content = excluded.content,
				    uploaded_at = excluded.uploaded_at, books_added = NULL, readings_added = NULL,
				    sessions_added = NULL
				RETURNING import_id""")
			.params(reader.value(), fileName, zip(content), Timestamp.from(now))
			.query(UUID.class)
			.single());
	}

	Optional<PendingImport> find(ReaderId reader, ImportId id) {
		return this.jdbc.sql("SELECT * FROM pending_imports WHERE import_id = ? AND user_id = ?")
			.params(id.value(), reader.value())
			.query(PendingImports::pendingImport)
			.optional();
	}

	/**
	 * Finds a file and keeps others from confirming or replacing it until the transaction
	 * ends.
	 */
	Optional<PendingImport> findAndLock(ReaderId reader, ImportId id) {
		return this.jdbc.sql("""
				SELECT pending.* FROM users JOIN pending_imports pending USING (user_id)
				WHERE pending.import_id = ? AND pending.user_id = ?
				FOR KEY SHARE OF users FOR UPDATE OF pending""")
			.params(id.value(), reader.value())
			.query(PendingImports::pendingImport)
			.optional();
	}

	/**
	 * Which file of the reader waits to be confirmed.
	 */
	Optional<ImportId> waiting(ReaderId reader) {
		return this.jdbc.sql("SELECT import_id FROM pending_imports WHERE user_id = ? AND content IS NOT NULL")
			.params(reader.value())
			.query(UUID.class)
			.optional()
			.map(ImportId::new);
	}

	void markImported(ImportId id, Added added) {
		this.jdbc.sql("""
				UPDATE pending_imports
				SET content = NULL, books_added = ?, readings_added = ?, sessions_added = ? WHERE import_id = ?""")
			.params(added.books(), added.readings(), added.sessions(), id.value())
			.update();
	}

	int delete(ReaderId reader, ImportId id) {
		return this.jdbc.sql("DELETE FROM pending_imports WHERE import_id = ? AND user_id = ?")
			.params(id.value(), reader.value())
			.update();
	}

	int deleteUploadedBefore(Instant time) {
		return this.jdbc.sql("DELETE FROM pending_imports WHERE uploaded_at < ?").params(Timestamp.from(time)).update();
	}

	private static PendingImport pendingImport(ResultSet row, int number) throws SQLException {
		byte[] content = row.getBytes("content");
		return new PendingImport(new ImportId(row.getObject("import_id", UUID.class)), row.getString("file_name"),
				(content != null) ? DecodedText.of(unzip(content)) : null,
				(content != null) ? null : new Added(row.getInt("books_added"), row.getInt("readings_added"),
						row.getInt("sessions_added")));
	}

	private static byte[] zip(byte[] content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 4);
		try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
			zip.write(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static byte[] unzip(byte[] content) {
		try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(content))) {
			return zip.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A file that waits, or what it added once it was imported.
	 */
	record PendingImport(ImportId id, String fileName, @Nullable DecodedText text, @Nullable Added added) {
	}

}
