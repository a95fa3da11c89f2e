package pl.chronobook.transfer.recognition;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.kobo.KoboReader;
import pl.chronobook.transfer.format.koreader.KoReader;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ParseContext;

/**
 * The supported databases with histories.
 */
@SuppressWarnings("ImmutableEnumChecker") // method references and List.of are
enum DatabaseKind {

	KOREADER(Format.KOREADER, KoReader::isIn, KoReader::check, KoReader::read, KoReader.COLUMNS),
	KOBO(Format.KOBO, KoboReader::isIn, KoboReader::check, KoboReader::read, KoboReader.COLUMNS);

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final Format format;

	private final Predicate<SqliteFile> recogniser;

	private final Checker checker;

	private final Reader reader;

	private final List<String> columns;

	DatabaseKind(Format format, Predicate<SqliteFile> recogniser, Checker checker, Reader reader,
			List<String> columns) {
		this.format = format;
		this.recogniser = recogniser;
		this.checker = checker;
		this.reader = reader;
		this.columns = columns;
	}

	/**
	 * Recognises a database by its tables.
	 * @throws UnreadableFileException if it is damaged
	 */
	static Optional<DatabaseKind> of(Upload file, @Nullable Upload log) {
		try (SqliteFile database = SqliteFile.open(file, log, LIMIT)) {
			return Arrays.stream(values()).filter(kind -> kind.recogniser.test(database)).findFirst();
		}
	}

	Format format() {
		return this.format;
	}

	void check(Upload file, @Nullable Upload log) {
		this.checker.check(file, log);
	}

	History read(Upload file, @Nullable Upload log, ParseContext context) {
		return this.reader.read(file, log, context);
	}

	/** Returns the columns in which rejected rows are written. */
	List<String> columns() {
		return this.columns;
	}

	@FunctionalInterface
	private interface Checker {

		void check(Upload file, @Nullable Upload log);

	}

	@FunctionalInterface
	private interface Reader {

		History read(Upload file, @Nullable Upload log, ParseContext context);

	}

}
