package pl.chronobook.transfer.format.mapped;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.history.DateColumns;
import pl.chronobook.transfer.history.Isbns;
import pl.chronobook.transfer.history.Lengths;
import pl.chronobook.transfer.history.Ratings;
import pl.chronobook.transfer.history.Shelves;

/**
 * The meaning of the columns of a table of books.
 *
 * @param columns numbers of the columns by their meaning, from 0
 */
public record ColumnMapping(Map<Meaning, Integer> columns) {

	private static final int SAMPLE = 50;

	/** The boundary between the words of a name in camel case. */
	private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

	private static final int LONGEST_HEADER = 3_000;

	/** The most cells of the header of a pasted history. */
	private static final int MOST_CELLS_OF_HEADER = 60;

	private static final Set<Meaning> OF_THE_HISTORY = Set.of(Meaning.STATUS, Meaning.STARTED, Meaning.FINISHED,
			Meaning.ADDED, Meaning.CURRENT_PAGE, Meaning.RATING);

	/** Matches columns of dates and numbers that describe an edition, not its reading. */
	private static final Pattern OF_THE_EDITION = Pattern
		.compile("publi|pubdate|wydani|release|premier|year|\\brok\\b|rating|ocena|purchase|zakup|count|\\bid\\b|price"
				+ "|cena|loan|borrow|wypożycz|birth|urodz|modif|updat|erschein|veröffentl|parution|vydán|edición"
				+ "|видан|издан|\\bjahr\\b|année|\\baño\\b|bewertung|hodnocen|оцін|kauf|achat|nákup|compra");

	/**
	 * The time at which a book was last open, which does not tell whether it was
	 * finished.
	 */
	private static final Pattern LAST_OPENED = Pattern.compile("(last|ostatnio?|ostatnie) (open|read|czyt|otw|sync).*");

	/**
	 * Words of which a date column has at least one, in the order in which they decide.
	 */
	private static final List<Map.Entry<Meaning, Pattern>> DATE_WORDS = List.of(
			Map.entry(Meaning.STARTED,
					Pattern.compile("start|begin|began|begun|rozp|zacz|pocz|beg[io]nn|début|debut|commenc"
							+ "|angefang|inicio|iniciad|empez|inizi|začát|začal|почат|начал")),
			Map.entry(Meaning.STOPPED,
					Pattern.compile("stop|abandon|dropped|dnf|porzuc|abgebroch|nedočt|покинут|брошен")),
			Map.entry(Meaning.ADDED,
					Pattern.compile("\\badd|dodan|creat|entry|hinzugef|ajout|añadi|aggiunt|přidán|додан|добавл")),
			Map.entry(Meaning.FINISHED, Pattern
				.compile("finish|complet|read|\\bend|zak|uko[nń]|sko[nń]|przeczyt|koniec|lektur|gelesen"
						+ "|\\blue?\\b|beendet|lecture|\\bfin\\b|terminé|terminad|leíd|lectura|leitura|lido|letto|lettura"
						+ "|přečt|dočt|konec|прочит|заверш|законч|gelezen")));

	/** Hours, which audiobooks have in place of pages. */
	private static final Pattern DURATION = Pattern
		.compile("(?iu)\\d+([.,]\\d+)?\\s*(h|hrs?|hours?|godz|min|mins|minut)\\b.*|\\d{1,3}:\\d{2}(:\\d{2})?");

	private static final Pattern FEW_DIGITS = Pattern.compile("\\d{2,4}");

	/**
	 * Blanks and punctuation between the words of a name, also those that are not seen.
	 */
	private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}\\u200B\\uFEFF_.:#*-]+");

	private static final Pattern WHETHER_READ = Pattern
		.compile("(?:przeczytane|read|finished|czytane|gelesen|lue?|leído|letto|lido|přečteno|прочитано)\\??");

	public ColumnMapping {
		columns = Map.copyOf(columns);
	}

	/**
	 * Returns whether the mapping has a title and only columns within the width of the
	 * table.
	 */
	public boolean isUsable(int width) {
		return this.columns.containsKey(Meaning.TITLE)
				&& this.columns.values().stream().allMatch(column -> column >= 0 && column < width);
	}

	/** Guesses a mapping from the names of the columns. */
	public static ColumnMapping guess(List<String> header) {
		Map<String, List<Integer>> named = byName(header, UnaryOperator.identity());
		Map<String, List<Integer>> ratings = byName(header, Ratings::withoutScale);
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		for (Meaning meaning : Meaning.values()) {
			Map<String, List<Integer>> all = (meaning == Meaning.RATING) ? ratings : named;
			meaning.names.stream()
				.flatMap(name -> all.getOrDefault(name, List.of()).stream())
				.filter(column -> !columns.containsValue(column))
				.findFirst()
				.ifPresent(column -> columns.put(meaning, column));
		}
		return new ColumnMapping(columns);
	}

	/**
	 * Returns the numbers of the columns by their names, converted to how the names of
	 * the meanings are written, also from {@code likeThis}. Each cell is converted once,
	 * because a header may have a thousand of them.
	 */
	private static Map<String, List<Integer>> byName(List<String> header, UnaryOperator<String> shortened) {
		Map<String, List<Integer>> columns = new HashMap<>();
		for (int i = 0; i < header.size(); i++) {
			String cell = header.get(i);
			String whole = normalised(shortened.apply(cell));
			String parted = normalised(shortened.apply(HUMP.matcher(cell).replaceAll(" ")));
			columns.computeIfAbsent(whole, name -> new ArrayList<>()).add(i);
			if (!parted.equals(whole)) {
				columns.computeIfAbsent(parted, name -> new ArrayList<>()).add(i);
			}
		}
		return columns;
	}

	/**
	 * Returns whether a line is the header of a table that says more of books than what
	 * they are: when they were read, or where they stand.
	 */
	public static boolean isHeaderOfHistory(String line) {
		if (line.length() > LONGEST_HEADER) {
			return false;
		}
		return Stream.of("\t", ";", ",", "\\|").anyMatch(delimiter -> {
			String[] cells = line.split(delimiter, -1);
			if (cells.length > MOST_CELLS_OF_HEADER) {
				return false;
			}
			Map<Meaning, Integer> columns = guess(Stream.of(cells).map(cell -> cell.replace("\"", "")).toList())
				.columns();
			return columns.containsKey(Meaning.TITLE) && !Collections.disjoint(columns.keySet(), OF_THE_HISTORY);
		});
	}

	/**
	 * Guesses a mapping from the names of the columns and, where they do not help, from
	 * the first cells.
	 */
	public static ColumnMapping guess(CsvTable table) {
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		columns.putAll(guess(table.headerCells()).columns());
		int width = table.headerCells().size();
		List<List<String>> cells = new ArrayList<>();
		for (int i = 0; i < width; i++) {
			cells.add(new ArrayList<>());
		}
		table.forEach(row -> {
			for (int i = 0; i < width && cells.get(i).size() < SAMPLE; i++) {
				cells.get(i).add(row.get(i));
			}
		});
		for (int i = 0; i < width; i++) {
			if (OF_THE_EDITION.matcher(normalised(table.headerCells().get(i))).find()) {
				cells.get(i).clear();
			}
		}
		guess(columns, Meaning.ISBN, cells, cell -> Isbns.find(cell).isPresent());
		Integer length = columns.get(Meaning.PAGES);
		if (length != null && fits(cells.get(length), cell -> DURATION.matcher(cell).matches())) {
			columns.remove(Meaning.PAGES);
		}
		guessDates(columns, table.headerCells(), cells);
		guess(columns, Meaning.STATUS, cells, Shelves::isPlaceWord);
		Integer status = columns.get(Meaning.STATUS);
		boolean says = status != null && cells.get(status).stream().anyMatch(cell -> !Shelves.isNoPlace(cell));
		for (int i = 0; i < width && !says; i++) {
			if (!columns.containsValue(i) && WHETHER_READ.matcher(normalised(table.headerCells().get(i))).matches()) {
				columns.put(Meaning.STATUS, i);
				says = true;
			}
		}
		guess(columns, Meaning.PAGES, cells,
				cell -> FEW_DIGITS.matcher(cell).matches() && Lengths.read(cell, "").isPresent());
		if (table.isHeaderless() && width == 2 && columns.isEmpty()) {
			// Of a list of pairs the column in which names come back holds the authors
			boolean titlesFirst = distinct(cells.get(1)) < distinct(cells.get(0));
			columns.put(Meaning.TITLE, titlesFirst ? 0 : 1);
		}
		guess(columns, Meaning.TITLE, cells, ColumnMapping::isText);
		guess(columns, Meaning.AUTHOR, cells, ColumnMapping::isText);
		return new ColumnMapping(columns);
	}

	/**
	 * Gives columns of dates the meaning that a word of their name has; the first one
	 * without such a word holds the days of finishing.
	 */
	private static void guessDates(Map<Meaning, Integer> columns, List<String> header, List<List<String>> cells) {
		for (int i = 0; i < header.size(); i++) {
			String name = normalised(header.get(i));
			if (columns.containsValue(i) || !fits(cells.get(i), DateColumns::looksLikeDate)) {
				continue;
			}
			if (LAST_OPENED.matcher(name).matches()) {
				cells.get(i).clear();
				continue;
			}
			for (Map.Entry<Meaning, Pattern> words : DATE_WORDS) {
				if (words.getValue().matcher(name).find()) {
					columns.putIfAbsent(words.getKey(), i);
					cells.get(i).clear();
					break;
				}
			}
		}
		guess(columns, Meaning.FINISHED, cells, DateColumns::looksLikeDate);
	}

	/**
	 * Assigns a meaning to the first unassigned column most of whose filled cells fit.
	 */
	private static void guess(Map<Meaning, Integer> columns, Meaning meaning, List<List<String>> cells,
			Predicate<String> fits) {
		for (int i = 0; i < cells.size() && !columns.containsKey(meaning); i++) {
			if (!columns.containsValue(i) && fits(cells.get(i), fits)) {
				columns.put(meaning, i);
			}
		}
	}

	/** Returns whether most of the non-empty cells match. */
	private static boolean fits(List<String> cells, Predicate<String> fits) {
		List<String> filled = cells.stream().filter(Predicate.not(String::isBlank)).toList();
		return !filled.isEmpty() && filled.stream().filter(fits).count() * 3 > filled.size() * 2L;
	}

	private static long distinct(List<String> cells) {
		return cells.stream().distinct().count();
	}

	private static boolean isText(String cell) {
		return cell.chars().filter(Character::isLetter).count() >= 2 && !cell.startsWith("http")
				&& !DateColumns.looksLikeDate(cell);
	}

	static String normalised(String header) {
		return BETWEEN_WORDS.matcher(header.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
	}

	/** Returns the mapping in its stored form: {@code TITLE=0,AUTHOR=2}. */
	public String text() {
		return new TreeMap<>(this.columns).entrySet()
			.stream()
			.map(column -> column.getKey() + "=" + column.getValue())
			.collect(Collectors.joining(","));
	}

	/** Parses the form that {@link #text()} returns. */
	public static ColumnMapping of(String text) {
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		for (String column : text.split(",", -1)) {
			String[] parts = column.split("=", 2);
			columns.put(Meaning.valueOf(parts[0]), Integer.valueOf(parts[1]));
		}
		return new ColumnMapping(columns);
	}

	/**
	 * A meaning of a column; its name for the reader is {@code transfer.column.NAME}. The
	 * names by which a column is guessed are in order of preference.
	 */
	@SuppressWarnings("ImmutableEnumChecker") // List.of is
	public enum Meaning {

		TITLE("title", "book title", "tytuł", "tytul", "tytuł książki", "nazwa", "książka", "ksiazka", "book", "name",
				"titel", "título", "titre", "buchtitel", "titre du livre", "título del libro", "titulo",
				"título do livro", "titolo", "název", "název knihy", "názov", "назва", "назва книги", "название",
				"название книги", "titel van het boek"),
		AUTHOR("author", "authors", "author text", "primary author", "primaryauthor", "creators", "author name",
				"autor", "autorzy", "autor(zy)", "autor/autorka", "autorka", "kto napisał", "writer", "auteur",
				"autor/in", "autor:in", "autor in", "autor(en)", "autoren", "auteurs", "auteur(s)", "autores",
				"autor(es)", "autore", "autori", "autoři", "author(s)", "автор", "автори", "авторы", "autor książki",
				"autor/ka"),
		ISBN("isbn13", "isbn 13", "ean isbn13", "isbn", "isbns", "isbn/uid", "ean", "isbn/ean", "ean/isbn",
				"isbn 13/ean", "код isbn"),
		OTHER_ISBN("isbn 10", "isbn10", "upc isbn10", "isbn", "isbns"),
		PAGES("pages", "page count", "pagecount", "number of pages", "num pages", "total pages", "length of", "length",
				"strony", "liczba stron", "stron", "ilość stron", "ile stron", "objętość", "seiten", "páginas", "str",
				"pages total", "print length", "długość", "seitenzahl", "seitenanzahl", "anzahl seiten",
				"anzahl der seiten", "nombre de pages", "nb pages", "nb de pages", "número de páginas",
				"numero de paginas", "paginas", "pagine", "numero di pagine", "počet stran", "počet strán", "stran",
				"strany", "кількість сторінок", "сторінок", "сторінки", "количество страниц", "страниц", "pagina's",
				"aantal pagina's", "no of pages", "pages count", "liczba str", "ilość str", "stron(y)"),
		STATUS("status", "read status", "reading status", "exclusive shelf", "bookshelf", "shelf", "shelves",
				"shelf name", "collections", "state", "last reading event", "my status", "półka", "półki", "polka",
				"stan", "status czytania", "przeczytane?", "czy przeczytane", "lesestatus", "statut",
				"statut de lecture", "estado", "estado de lectura", "stato", "stav", "stav čtení", "статус", "полиця",
				"полка", "étagère", "regal", "estantería", "état de lecture", "leesstatus"),
		STARTED("date started", "started", "start date", "started at", "startdate", "started reading", "date begun",
				"began", "began date", "begin date", "datestarted", "start", "data rozpoczęcia",
				"data rozpoczęcia czytania", "rozpoczęcie", "początek", "początek czytania", "rozpoczęta", "rozpoczęto",
				"od", "data startu", "begonnen", "begonnen am", "angefangen", "angefangen am", "lesebeginn",
				"date de début", "commencé le", "fecha de inicio", "data de início", "data inizio", "začátek čtení",
				"datum začátku", "дата початку", "почато"),
		FINISHED("date read", "date finished", "finished", "finish date", "finished at", "finished reading",
				"last date read", "read at", "read date", "dateread", "date completed", "completed", "completed at",
				"completed date", "end date", "enddate", "end", "last reading event date", "data przeczytania",
				"kiedy przeczytałam", "kiedy przeczytałem", "kiedy przeczytane", "przeczytana", "przeczytano",
				"data ukończenia", "data zakończenia", "data zakończenia czytania", "zakończenie", "koniec",
				"koniec czytania", "ukończona", "do", "gelesen am", "data de leitura", "beendet am", "lu le",
				"date de lecture", "date de fin", "terminé le", "fecha de lectura", "leído el", "fecha de fin",
				"data de término", "data lettura", "data fine", "datum přečtení", "дата прочитання", "дата прочтения"),
		STOPPED("stopped date", "date stopped", "date abandoned", "data porzucenia"),
		ADDED("date added", "added", "added at", "entry date", "entrydate", "shelf date", "created at", "date created",
				"dateadded", "timestamp", "dodano", "data dodania", "hinzugefügt", "hinzugefügt am", "date d'ajout",
				"ajouté le", "fecha de alta", "añadido", "přidáno", "додано", "дата додавання"),
		CURRENT_PAGE("current page", "progress", "read pages", "page", "pages read", "current percentage", "postęp",
				"strona", "bieżąca strona", "ile przeczytane"),
		BINDING("binding", "format", "book format", "media", "oprawa", "rodzaj", "einband", "buchformat", "reliure",
				"encuadernación", "vazba", "формат", "typ oprawy", "nośnik"),
		RATING("my rating", "my ratings", "star rating", "your rating", "personal rating", "user rating", "rating",
				"stars", "my score", "score", "moja ocena", "twoja ocena", "ocena użytkownika", "ocena własna", "ocena",
				"oceny", "gwiazdki", "liczba gwiazdek", "bewertung", "note sur", "calificación", "meine bewertung",
				"sterne", "ma note", "note personnelle", "mi calificación", "puntuación", "mi puntuación",
				"valutazione", "il mio voto", "voto", "hodnocení", "moje hodnocení", "mé hodnocení", "оцінка",
				"моя оцінка", "оценка", "моя оценка", "waardering", "avaliação", "minha avaliação", "moje oceny",
				"ocena książki", "ocena końcowa", "wynik"),
		REVIEW("my review", "review", "review content", "review text", "moja recenzja", "recenzja", "moja opinia",
				"twoja opinia", "opinia", "wrażenia", "komentarz", "mój komentarz", "rezension", "meine rezension",
				"critique", "ma critique", "mon avis", "reseña", "mi reseña", "recensione", "recenze", "moje recenze",
				"рецензія", "відгук", "отзыв", "resenha"),
		NOTES("private notes", "my notes", "personal notes", "notes", "private comment", "private comments",
				"privatecomment", "comment", "notatki", "moje notatki", "notatka", "uwagi", "notizen", "meine notizen",
				"commentaire", "commentaires", "notas", "note personali", "poznámka", "poznámky", "нотатки", "заметки",
				"własne notatki", "przemyślenia"),

		/** The heading of a review, as BookWyrm writes it. */
		REVIEW_NAME("review name", "review title"),

		MEDIUM("media type", "item type"),

		/** All readings of a book in one cell, as Openreads writes them. */
		READINGS("readings"),

		/** The book is in the trash. */
		DELETED("deleted");

		private final List<String> names;

		Meaning(String... names) {
			this.names = List.of(names);
		}

		/** Returns whether the page asks the reader for its column. */
		public boolean isAsked() {
			return this != OTHER_ISBN && this != REVIEW_NAME && this != MEDIUM && this != READINGS && this != DELETED;
		}

		boolean isDate() {
			return this == STARTED || this == FINISHED || this == STOPPED || this == ADDED || this == READINGS;
		}

	}

}
