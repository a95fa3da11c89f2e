package pl.chronobook.transfer.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which column of somebody's own table means what.
 *
 * @param columns the columns by their meaning, counted from 0
 */
public record ColumnMapping(Map<Meaning, Integer> columns) {

	public ColumnMapping {
		columns = Map.copyOf(columns);
	}

	/** Whether a book can be told by it. */
	boolean isUsable(int width) {
		return this.columns.containsKey(Meaning.TITLE)
				&& this.columns.values().stream().allMatch(column -> column >= 0 && column < width);
	}

	/** What the names of the columns suggest. */
	static ColumnMapping guess(List<String> header) {
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		for (Meaning meaning : Meaning.values()) {
			for (int i = 0; i < header.size() && !columns.containsKey(meaning); i++) {
				if (!columns.containsValue(i) && meaning.isCalled(header.get(i))) {
					columns.put(meaning, i);
				}
			}
		}
		return new ColumnMapping(columns);
	}

	/** As it is kept: {@code TITLE=0,AUTHOR=2}. */
	String text() {
		return new TreeMap<>(this.columns).entrySet()
			.stream()
			.map(column -> column.getKey() + "=" + column.getValue())
			.collect(Collectors.joining(","));
	}

	static ColumnMapping of(String text) {
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		for (String column : text.split(",", -1)) {
			String[] parts = column.split("=", 2);
			columns.put(Meaning.valueOf(parts[0]), Integer.valueOf(parts[1]));
		}
		return new ColumnMapping(columns);
	}

	/**
	 * What a column can mean; the name for the reader is {@code transfer.column.NAME}.
	 */
	@SuppressWarnings("ImmutableEnumChecker") // List.of is
	public enum Meaning {

		TITLE("title", "tytuł", "tytul", "książka", "book"), AUTHOR("author", "authors", "autor", "autorzy"),
		ISBN("isbn", "isbn13", "ean"),
		PAGES("pages", "page count", "number of pages", "strony", "liczba stron", "stron"),
		STATUS("status", "shelf", "półka", "stan"),
		STARTED("started", "start", "start date", "początek", "rozpoczęta", "od"), FINISHED("finished", "date read",
				"end", "end date", "data przeczytania", "przeczytana", "koniec", "ukończona", "do"),
		ADDED("added", "date added", "dodano", "data dodania");

		private final List<String> names;

		Meaning(String... names) {
			this.names = List.of(names);
		}

		boolean isCalled(String header) {
			String name = header.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
			return this.names.contains(name);
		}

	}

}
