package pl.chronobook.catalog.domain;

import pl.chronobook.catalog.provider.SearchQuery;
import pl.chronobook.catalog.provider.OpenLibrary;
import pl.chronobook.catalog.provider.LengthSource;
import pl.chronobook.catalog.provider.Edition;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog.Alphabetical;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.Series;
import pl.chronobook.identity.ReaderId;

/**
 * Reads and writes the table {@code books}. Queries for a reader see the shared books and
 * the reader's own.
 */
@Repository
class BookRepository {

	private static final String COLUMNS = "b.book_id, b.title, b.author, b.page_count, b.isbn, b.cover_url, b.series ";

	private final JdbcClient jdbc;

	BookRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Book> findAll(ReaderId reader, Collection<BookId> ids) {
		return this.jdbc.sql("SELECT " + COLUMNS + """
				FROM books b
				WHERE b.book_id = ANY (:ids::uuid[]) AND (b.owner_id IS NULL OR b.owner_id = :reader)
				""").param("ids", ids(ids)).param("reader", reader.value()).query(BookRepository::book).list();
	}

	Optional<Book> findByGoogleId(String volume) {
		return this.jdbc.sql("SELECT " + COLUMNS + "FROM books b WHERE b.google_book_id = :volume")
			.param("volume", volume)
			.query(BookRepository::book)
			.optional();
	}

	Optional<Book> findByOpenLibraryKey(String key) {
		return this.jdbc.sql("SELECT " + COLUMNS + "FROM books b WHERE b.open_library_key = :key")
			.param("key", key)
			.query(BookRepository::book)
			.optional();
	}

	/**
	 * Makes PostgreSQL plan each statement of the transaction for the given values. A
	 * plan that it caches for a prepared statement expects arrays of ten elements, and
	 * takes minutes for some ten thousand.
	 */
	void planForTheGivenSizes() {
		this.jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
	}

	/**
	 * Finds the books that are the same as those given: by ISBN, or else by title and
	 * author unless both have an ISBN. The reader's own win over shared ones.
	 */
	Map<NewBook, Book> findSame(ReaderId reader, List<NewBook> books) {
		Map<NewBook, Book> found = new HashMap<>();
		this.jdbc.sql("""
				WITH wanted AS (
				    SELECT * FROM unnest(:titles::text[], :authors::text[], :isbns::text[]) WITH ORDINALITY
				        AS wanted (title, author, isbn, number)
				), same AS (
				    SELECT w.number, b.*, 1 AS rank
				    FROM wanted w JOIN books b ON b.isbn = w.isbn AND b.owner_id = :reader
				    UNION ALL
				    SELECT w.number, b.*, 2
				    FROM wanted w JOIN books b ON b.isbn = w.isbn AND b.owner_id IS NULL
				    UNION ALL
				    SELECT w.number, b.*, CASE WHEN b.owner_id IS NULL THEN 4 ELSE 3 END
				    FROM wanted w
				    JOIN books b ON lower(b.title) = lower(w.title) AND lower(b.author) = lower(w.author)
				    WHERE (b.isbn IS NULL OR w.isbn IS NULL) AND (b.owner_id IS NULL OR b.owner_id = :reader)
				)
				SELECT DISTINCT ON (b.number) b.number,
				""" + COLUMNS + "FROM same b ORDER BY b.number, b.rank, b.book_id")
			.param("titles", column(books, NewBook::title))
			.param("authors", column(books, NewBook::author))
			.param("isbns", column(books, BookRepository::isbn))
			.param("reader", reader.value())
			.query((row, index) -> found.put(books.get(row.getInt("number") - 1), book(row, index)))
			.list();
		return found;
	}

	/**
	 * Stores books as the reader's own and skips those that exist.
	 * @return the ids of the new books
	 */
	Set<BookId> addOwn(ReaderId reader, List<NewBook> books) {
		return this.jdbc.sql("""
				INSERT INTO books (owner_id, title, author, isbn, page_count)
				SELECT :reader, * FROM unnest(:titles::text[], :authors::text[], :isbns::text[], :pages::integer[])
				ON CONFLICT DO NOTHING
				RETURNING book_id
				""")
			.param("reader", reader.value())
			.param("titles", column(books, NewBook::title))
			.param("authors", column(books, NewBook::author))
			.param("isbns", column(books, BookRepository::isbn))
			.param("pages", books.stream().map(BookRepository::pages).toArray(Integer[]::new))
			.query(BookRepository::id)
			.set();
	}

	/**
	 * Deletes books of the reader's own.
	 */
	void deleteOwn(ReaderId reader, Collection<BookId> books) {
		this.jdbc.sql("""
				DELETE FROM books WHERE book_id = ANY (:ids::uuid[]) AND owner_id = :reader
				""").param("ids", ids(books)).param("reader", reader.value()).update();
	}

	/**
	 * Clears the lengths of books of the reader's own.
	 */
	void forgetPageCounts(ReaderId reader, Collection<BookId> books) {
		this.jdbc.sql("""
				UPDATE books SET page_count = NULL WHERE book_id = ANY (:ids::uuid[]) AND owner_id = :reader
				""").param("ids", ids(books)).param("reader", reader.value()).update();
	}

	/**
	 * Updates length and ISBN of the reader's own book that is the same as the typed one.
	 * @return empty if the reader has no such book
	 */
	Optional<Book> correctOwn(ReaderId reader, NewBook typed) {
		return this.jdbc.sql("""
				UPDATE books b
				SET page_count = coalesce(:pages::integer, b.page_count), isbn = coalesce(b.isbn, :isbn)
				WHERE b.book_id = (
				    SELECT book_id FROM books
				    WHERE owner_id = :reader AND (isbn = :isbn OR lower(title) = lower(:title)
				        AND lower(author) = lower(:author) AND (isbn IS NULL OR :isbn::text IS NULL))
				    ORDER BY (isbn = :isbn) DESC NULLS LAST, book_id LIMIT 1)
				RETURNING
				""" + COLUMNS).params(typed(reader, typed)).query(BookRepository::book).optional();
	}

	/**
	 * Stores a book as the reader's own; if a concurrent request has stored it, updates
	 * that one.
	 */
	Book putOwn(ReaderId reader, NewBook typed) {
		addOwn(reader, List.of(typed));
		return correctOwn(reader, typed).orElseThrow();
	}

	/**
	 * Stores an edition of a provider for all readers. If the catalog has it already,
	 * under the provider's identifier or its ISBN, only missing values are filled in.
	 */
	Book putShared(Edition edition) {
		Map<String, @Nullable Object> values = values(edition);
		return this.jdbc.sql("""
				INSERT INTO books AS b
				    (google_book_id, open_library_key, bn_id, isbn, title, author, page_count, page_count_source,
				     published_year, cover_url, series)
				VALUES (:google, :openLibrary, :bn, :isbn, :title, :author, :pages, :lengthSource, :year, :cover,
				    :series)
				ON CONFLICT DO NOTHING
				RETURNING
				""" + COLUMNS).params(values).query(BookRepository::book).optional().or(() -> this.jdbc.sql("""
				UPDATE books b
				SET page_count = coalesce(b.page_count, :pages::integer), cover_url = coalesce(b.cover_url, :cover),
				    published_year = coalesce(b.published_year, :year::integer), series = coalesce(b.series, :series),
				    page_count_source = CASE WHEN b.page_count IS NULL THEN :lengthSource ELSE b.page_count_source END
				WHERE b.book_id = (
				    SELECT book_id FROM books
				    WHERE google_book_id = :google OR open_library_key = :openLibrary OR bn_id = :bn
				        OR isbn = :isbn AND owner_id IS NULL
				    ORDER BY (isbn = :isbn) DESC NULLS LAST, book_id LIMIT 1)
				RETURNING
				""" + COLUMNS).params(values).query(BookRepository::book).optional()).orElseThrow();
	}

	Optional<Book> findByBnId(String id) {
		return this.jdbc.sql("SELECT " + COLUMNS + "FROM books b WHERE b.bn_id = :id")
			.param("id", id)
			.query(BookRepository::book)
			.optional();
	}

	/** Finds those of some books that contain every word of the text as a prefix. */
	List<BookId> searchAmong(ReaderId reader, Collection<BookId> among, String text, int limit) {
		return this.jdbc.sql("""
				WITH asked AS (
				    SELECT ('''' || replace(nullif(catalog_words(:text), ''), ' ', ''':* & ''') || ''':*')::tsquery
				        AS words
				)
				SELECT b.book_id FROM books b, asked
				WHERE b.book_id = ANY (:ids::uuid[]) AND b.words @@ asked.words
				    AND (b.owner_id IS NULL OR b.owner_id = :reader)
				ORDER BY length(b.title), b.book_id LIMIT :limit""")
			.param("text", text)
			.param("ids", ids(among))
			.param("reader", reader.value())
			.param("limit", limit)
			.query(BookRepository::id)
			.list();
	}

	/** Sorts books by the Polish alphabet. */
	List<BookId> sorted(ReaderId reader, Collection<BookId> books, Alphabetical by) {
		String text = (by == Alphabetical.TITLE) ? "b.title" : "b.author";
		return this.jdbc.sql("""
				SELECT b.book_id FROM books b
				WHERE b.book_id = ANY (:ids::uuid[]) AND (b.owner_id IS NULL OR b.owner_id = :reader)
				ORDER BY %s COLLATE "pl-x-icu", b.title COLLATE "pl-x-icu", b.book_id""".formatted(text))
			.param("ids", ids(books))
			.param("reader", reader.value())
			.query(BookRepository::id)
			.list();
	}

	/**
	 * Finds the books that have the ISBN or contain every word of the query as a prefix,
	 * and the stored books of the editions that providers found.
	 */
	List<Stored> search(ReaderId reader, SearchQuery query, List<Edition> elsewhere) {
		return this.jdbc.sql("""
				WITH asked AS (
				    SELECT ('''' || replace(nullif(catalog_words(:text), ''), ' ', ''':* & ''') || ''':*')::tsquery
				        AS words
				), matching AS (
				    SELECT b.book_id FROM books b, asked
				    WHERE (b.words @@ asked.words OR b.isbn = :isbn) AND (b.owner_id IS NULL OR b.owner_id = :reader)
				    ORDER BY b.owner_id NULLS LAST, length(b.title), b.book_id
				    LIMIT 20
				)
				SELECT b.google_book_id, b.open_library_key, b.bn_id, b.published_year, b.page_count_source,
				    EXISTS (SELECT FROM matching m WHERE m.book_id = b.book_id) AS matches,
				""" + COLUMNS + """
				FROM books b
				WHERE b.book_id IN (SELECT book_id FROM matching)
				    OR b.google_book_id = ANY (:google::text[])
				    OR b.open_library_key = ANY (:openLibrary::text[])
				    OR b.bn_id = ANY (:bn::text[])
				    OR b.isbn = ANY (:isbns::text[]) AND (b.owner_id IS NULL OR b.owner_id = :reader)
				ORDER BY b.owner_id NULLS LAST, length(b.title), b.book_id
				""")
			.param("text", query.text())
			.param("isbn", (query.isbn() != null) ? query.isbn().value() : null, Types.VARCHAR)
			.param("reader", reader.value())
			.param("google", keys(elsewhere, BookRef.Source.GOOGLE_BOOKS))
			.param("openLibrary", keys(elsewhere, BookRef.Source.OPEN_LIBRARY))
			.param("bn", keys(elsewhere, BookRef.Source.BIBLIOTEKA_NARODOWA))
			.param("isbns",
					elsewhere.stream()
						.map(Edition::isbn)
						.filter(Objects::nonNull)
						.map(Isbn::value)
						.toArray(String[]::new))
			.query(BookRepository::stored)
			.list();
	}

	/**
	 * Fills in missing lengths of the reader's own books.
	 * @return the ids of the changed books
	 */
	Set<BookId> fillPageCounts(ReaderId reader, Map<BookId, PageCount> lengths) {
		return this.jdbc.sql("""
				UPDATE books b SET page_count = known.pages
				FROM unnest(:ids::uuid[], :pages::integer[]) AS known (book_id, pages)
				WHERE b.book_id = known.book_id AND b.owner_id = :reader AND b.page_count IS NULL
				RETURNING b.book_id
				""")
			.param("ids", ids(lengths.keySet()))
			.param("pages", lengths.values().stream().map(PageCount::value).toArray(Integer[]::new))
			.param("reader", reader.value())
			.query(BookRepository::id)
			.set();
	}

	private static Map<String, @Nullable Object> typed(ReaderId reader, NewBook typed) {
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("reader", reader.value());
		values.put("title", typed.title());
		values.put("author", typed.author());
		values.put("isbn", varchar(isbn(typed)));
		values.put("pages", new SqlParameterValue(Types.INTEGER, pages(typed)));
		return values;
	}

	private static Map<String, @Nullable Object> values(Edition edition) {
		BookRef ref = edition.ref();
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("google", varchar((ref.source() == BookRef.Source.GOOGLE_BOOKS) ? ref.key() : null));
		values.put("openLibrary",
				varchar((ref.source() == BookRef.Source.OPEN_LIBRARY) ? OpenLibrary.work(ref) : null));
		values.put("bn", varchar((ref.source() == BookRef.Source.BIBLIOTEKA_NARODOWA) ? ref.key() : null));
		values.put("isbn", varchar((edition.isbn() != null) ? edition.isbn().value() : null));
		values.put("title", edition.title());
		values.put("author", edition.author());
		values.put("pages", new SqlParameterValue(Types.INTEGER,
				(edition.pageCount() != null) ? edition.pageCount().value() : null));
		values.put("year", new SqlParameterValue(Types.INTEGER, edition.year()));
		values.put("lengthSource", varchar((edition.lengthSource() != null) ? edition.lengthSource().column() : null));
		values.put("series", varchar(edition.series()));
		values.put("cover", varchar((edition.cover() != null) ? edition.cover().toString() : null));
		return values;
	}

	private static SqlParameterValue varchar(@Nullable String text) {
		return new SqlParameterValue(Types.VARCHAR, text);
	}

	private static String[] keys(List<Edition> editions, BookRef.Source source) {
		return editions.stream()
			.map(Edition::ref)
			.filter(ref -> ref.source() == source)
			.map(ref -> (source == BookRef.Source.OPEN_LIBRARY) ? OpenLibrary.work(ref) : ref.key())
			.toArray(String[]::new);
	}

	private static @Nullable String isbn(NewBook book) {
		return (book.isbn() != null) ? book.isbn().value() : null;
	}

	private static @Nullable Integer pages(NewBook book) {
		return (book.pageCount() != null) ? book.pageCount().value() : null;
	}

	private static String[] column(List<NewBook> books, Function<NewBook, @Nullable String> value) {
		return books.stream().map(value).toArray(String[]::new);
	}

	private static String[] ids(Collection<BookId> books) {
		return books.stream().map(id -> id.value().toString()).toArray(String[]::new);
	}

	private static BookId id(ResultSet row, int index) throws SQLException {
		return new BookId(row.getObject("book_id", UUID.class));
	}

	private static Book book(ResultSet row, int index) throws SQLException {
		int pages = row.getInt("page_count");
		String isbn = row.getString("isbn");
		return new Book(new BookId(row.getObject("book_id", UUID.class)), row.getString("title"),
				row.getString("author"), (pages != 0) ? new PageCount(pages) : null,
				(isbn != null) ? new Isbn(isbn) : null, row.getString("cover_url") != null,
				Optional.ofNullable(row.getString("series")).flatMap(Series::parse).orElse(null));
	}

	private static Stored stored(ResultSet row, int index) throws SQLException {
		Book book = book(row, index);
		int year = row.getInt("published_year");
		String cover = row.getString("cover_url");
		String source = row.getString("page_count_source");
		Edition edition = new Edition(BookRef.of(book.id()), book.title(), book.author(), (year != 0) ? year : null,
				book.pageCount(), (source != null) ? LengthSource.ofColumn(source) : null, book.isbn(),
				(cover != null) ? URI.create(cover) : null, row.getString("series"));
		return new Stored(edition, row.getString("google_book_id"), row.getString("open_library_key"),
				row.getString("bn_id"), row.getBoolean("matches"));
	}

	/**
	 * A stored book that a search found.
	 *
	 * @param edition the book
	 * @param googleId its identifier at Google Books
	 * @param openLibraryKey its identifier at Open Library
	 * @param bnId its identifier at the National Library of Poland
	 * @param matches whether it matches the query itself, not only an edition that a
	 * provider found
	 */
	record Stored(Edition edition, @Nullable String googleId, @Nullable String openLibraryKey, @Nullable String bnId,
			boolean matches) {
	}

}
