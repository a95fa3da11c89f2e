package pl.chronobook.reading.shelf;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.Catalog.Alphabetical;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingList.Part;

/**
 * Finds books of a list by text, status and details, in any order.
 */
@Service
@Transactional(readOnly = true)
public class ListSearch {

	/** The number of tags and of series that can be chosen from. */
	private static final int MOST_CHOICES = 200;

	private final JdbcClient jdbc;

	private final ReadingList list;

	private final Catalog catalog;

	ListSearch(JdbcClient jdbc, ReadingList list, Catalog catalog) {
		this.jdbc = jdbc;
		this.list = list;
		this.catalog = catalog;
	}

	/**
	 * A part of the books that pass a filter.
	 * @param part the number of the part, from 0
	 * @param size the number of books in a part
	 */
	public Part find(ReaderId reader, ListFilter filter, int part, int size) {
		Map<BookId, EntryId> found = passing(reader, filter);
		Collection<BookId> books = found.keySet();
		if (!filter.text().isEmpty()) {
			Set<BookId> named = new HashSet<>(this.catalog.search(reader, books, filter.text(), books.size()));
			books = books.stream().filter(named::contains).toList();
		}
		if (filter.order() == ListFilter.Order.TITLE || filter.order() == ListFilter.Order.AUTHOR) {
			books = this.catalog.sorted(reader, books,
					(filter.order() == ListFilter.Order.TITLE) ? Alphabetical.TITLE : Alphabetical.AUTHOR);
		}
		int total = books.size();
		List<EntryId> shown = books.stream()
			.skip((long) part * size)
			.limit(size)
			.map(book -> Objects.requireNonNull(found.get(book)))
			.toList();
		Map<EntryId, ListEntry> entries = new HashMap<>();
		this.list.entries(reader, shown).forEach(entry -> entries.put(entry.id(), entry));
		return new Part(shown.stream().map(entries::get).filter(Objects::nonNull).toList(), part, total,
				(part + 1L) * size < total);
	}

	/** The books that pass a filter apart from its text, in its order. */
	private Map<BookId, EntryId> passing(ReaderId reader, ListFilter filter) {
		Map<BookId, EntryId> found = new LinkedHashMap<>();
		this.jdbc.sql("""
				SELECT tbr_id, book_id FROM user_tbr_list entry
				WHERE user_id = :reader AND removed_at IS NULL
				    AND (:status::text IS NULL OR status = :status)
				    AND (:format::text IS NULL OR format = :format)
				    AND (:owned::boolean IS NULL OR owned = :owned)
				    AND (:tag::text IS NULL OR EXISTS (SELECT FROM unnest(tags) AS tag
				        WHERE lower(tag COLLATE "pl-x-icu") = lower(:tag::text COLLATE "pl-x-icu")))
				    AND (:series::text IS NULL
				        OR lower(series COLLATE "pl-x-icu") = lower(:series::text COLLATE "pl-x-icu"))
				ORDER BY
				""" + order(filter.order()))
			.param("reader", reader.value())
			.param("status", text((filter.status() != null) ? filter.status().name() : null))
			.param("format", text((filter.format() != null) ? filter.format().name() : null))
			.param("owned", new SqlParameterValue(Types.BOOLEAN, filter.owned()))
			.param("tag", text(filter.tag()))
			.param("series", text(filter.series()))
			.query(row -> {
				found.put(new BookId(row.getObject("book_id", UUID.class)),
						new EntryId(row.getObject("tbr_id", UUID.class)));
			});
		return found;
	}

	private static String order(ListFilter.Order order) {
		return switch (order) {
			case PLACE, TITLE, AUTHOR -> """
					CASE status WHEN 'READING' THEN 1 WHEN 'TBR' THEN 2 ELSE 3 END, position""";
			case SHORTEST -> "page_count NULLS LAST, position";
			case LONGEST -> "page_count DESC NULLS LAST, position";
			case NEWEST -> "added_at DESC, position DESC";
			case SERIES -> "lower(series COLLATE \"pl-x-icu\") NULLS LAST, series_volume NULLS LAST, position";
			case RATING -> """
					(SELECT half_stars FROM book_opinions opinion WHERE opinion.tbr_id = entry.tbr_id) DESC NULLS LAST,
					position""";
		};
	}

	/**
	 * The tags of a reader, the most frequent spelling of each, in alphabetical order.
	 */
	public List<String> tags(ReaderId reader) {
		return choices("""
				SELECT mode() WITHIN GROUP (ORDER BY tag) AS choice
				FROM user_tbr_list CROSS JOIN unnest(tags) AS tag
				WHERE user_id = :reader AND removed_at IS NULL
				GROUP BY lower(tag COLLATE "pl-x-icu") ORDER BY lower(tag COLLATE "pl-x-icu") LIMIT :most""", reader);
	}

	/** The series on the list of a reader, in alphabetical order. */
	public List<String> series(ReaderId reader) {
		return choices("""
				SELECT mode() WITHIN GROUP (ORDER BY series) AS choice
				FROM user_tbr_list
				WHERE user_id = :reader AND removed_at IS NULL AND series IS NOT NULL
				GROUP BY lower(series COLLATE "pl-x-icu") ORDER BY lower(series COLLATE "pl-x-icu") LIMIT :most""",
				reader);
	}

	/**
	 * The next volume after a book among those of its series that are neither finished
	 * nor abandoned.
	 * @return empty if the book belongs to no series, its volume is unknown, or the next
	 * one is being read already
	 */
	public Optional<ListEntry> next(ReaderId reader, ListEntry entry) {
		if (entry.details().volume() == null) {
			return Optional.empty();
		}
		return this.jdbc.sql("""
				SELECT later.tbr_id FROM user_tbr_list entry JOIN user_tbr_list later USING (user_id)
				WHERE entry.user_id = :reader AND entry.tbr_id = :entry
				    AND lower(later.series COLLATE "pl-x-icu") = lower(entry.series COLLATE "pl-x-icu")
				    AND later.series_volume > entry.series_volume AND later.status IN ('READING', 'TBR')
				    AND later.removed_at IS NULL
				ORDER BY later.series_volume, later.status, later.position LIMIT 1""")
			.param("reader", reader.value())
			.param("entry", entry.id().value())
			.query(UUID.class)
			.optional()
			.flatMap(id -> this.list.entries(reader, List.of(new EntryId(id))).stream().findFirst())
			.filter(next -> next.status() == ReadingStatus.TBR);
	}

	private List<String> choices(String sql, ReaderId reader) {
		return new ArrayList<>(this.jdbc.sql(sql)
			.param("reader", reader.value())
			.param("most", MOST_CHOICES)
			.query(String.class)
			.list());
	}

	private static SqlParameterValue text(@Nullable String value) {
		return new SqlParameterValue(Types.VARCHAR, value);
	}

}
