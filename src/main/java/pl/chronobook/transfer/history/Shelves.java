package pl.chronobook.transfer.history;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import pl.chronobook.reading.ReadingStatus;

/**
 * Translates the shelves and statuses of other programs, and the words of readers' own
 * tables, to the status of a book.
 */
public final class Shelves {

	private static final Pattern SEPARATORS = Pattern.compile("[\\s_'’.!-]+");

	/** Matches emoji and other signs around a word. */
	private static final Pattern PICTURES = Pattern.compile("[\\p{So}\\p{Sk}\\uFE0F\\u200D]+");

	private static final Pattern SEVERAL = Pattern.compile("\\s*[,;|]\\s*|\\s+/\\s+|(?<=\\p{L})/(?=\\p{L})");

	/** Addresses and paths, whose parts are no words. */
	private static final Pattern ADDRESS = Pattern.compile("\\S*://\\S*|[/\\\\].*");

	/** A year that a reader adds to a shelf, as in {@code przeczytane-2024}. */
	private static final Pattern YEAR = Pattern.compile("\\b(19|20)\\d\\d\\b");

	/** Audible's text for the remaining time of an audiobook. */
	private static final Pattern LEFT = Pattern.compile("(?iu).*\\d.*\\b(left|remaining|pozostało)");

	/** Matches words that mean "given up" anywhere in the name of a shelf. */
	private static final Pattern GIVEN_UP = Pattern
		.compile("abandon|\\bdnf|not finish|n t finish|nt finish|unfinish|gave up|giv(en|ing) up|porzuc|niedoko[nń]cz"
				+ "|nie (do|s)ko[nń]cz|abgebroch|nedočt|покинут|брошен");

	/** Shelves of books that the reader owns. */
	private static final Set<String> OWNED = Set.of("owned", "own", "owned books", "posiadam", "mam",
			"moja biblioteczka");

	/** Other shelves that say nothing of the reading of a book. */
	private static final Set<String> NO_PLACE = Set.of("your library", "default", "unknown", "all", "all books",
			"library", "books");

	private static final Set<String> YES = Set.of("yes", "true", "tak", "ja", "oui", "sí", "sì", "ano", "áno", "так",
			"да");

	private static final Set<String> NO = Set.of("no", "false", "nie", "nein", "non", "não", "ne", "ні", "нет");

	private static final Map<ReadingStatus, List<String>> WORDS = Map.of(
			ReadingStatus.ABANDONED, List.of("did not finish", "dnf", "didnt finish", "didn t finish", "abandoned",
					"gave up", "given up", "unfinished", "not finished", "to finish", "stopped reading", "stopped",
					"dropped", "could not finish", "couldnt finish", "couldn t finish", "never finished",
					"will not finish", "wont finish", "won t finish", "quit", "gave up on", "lost interest",
					"not for me", "porzucone", "porzucona", "porzucony", "porzuciłam", "porzuciłem", "niedokończone",
					"niedokończona", "niedokończony", "nie dokończone", "nie dokończyłam", "nie dokończyłem",
					"nie skończone", "nie skończona", "nie skończyłam", "nie skończyłem", "nieskończone",
					"nieskończona", "przerwane", "abgebrochen", "abandonado", "przerwana", "przerwany", "zarzucone",
					"nie dałam rady", "nie dałem rady", "zrezygnowałam", "zrezygnowałem", "nie przeczytam",
					"nie dokończę", "aufgegeben", "nicht beendet", "abandonné", "abandonnée", "abandonnés",
					"abandonados", "dejado", "abbandonato", "abbandonati", "nedočteno", "nedočtené", "odloženo",
					"покинуто", "закинуто", "не дочитано", "кинула", "кинув", "брошено", "gestopt"),
			ReadingStatus.FINISHED,
			List.of("read", "finished", "completed", "complete", "done", "already read", "have read", "read it",
					"i ve read it all", "1", "books read", "owned and read", "read but unowned", "gelesen", "lido",
					"yes", "x", "✓", "✔", "true", "przeczytane", "przeczytana", "przeczytany", "przeczytałam",
					"przeczytałem", "przeczytano", "skończone", "skończona", "skończony", "ukończone", "ukończona",
					"ukończony", "zakończone", "zakończona", "tak", "t", "przesłuchane", "wysłuchane", "beendet",
					"ausgelesen", "fertig", "ja", "j", "lu", "lus", "lue", "lues", "terminé", "terminée", "terminés",
					"oui", "leído", "leídos", "leido", "leidos", "terminado", "sí", "letto", "letti", "finito", "sì",
					"lidos", "concluído", "přečteno", "přečtené", "přečtená", "dočteno", "prečítané", "ano", "áno",
					"прочитано", "прочитані", "прочитана", "прочитав", "прочитала", "прочитал", "так", "да", "gelezen",
					"uitgelezen"),
			ReadingStatus.READING, List.of("reading", "currently reading", "currently", "in progress", "inprogress",
					"started", "now reading", "paused", "on hold", "continuing", "w połowie", "angefangen", "lendo",
					"onhold", "on pause", "rereading", "re reading", "repeating", "czytam", "teraz czytam",
					"aktualnie czytam", "czytane", "czytana", "w trakcie", "w trakcie czytania", "w toku", "zaczęte",
					"zaczęta", "rozpoczęte", "rozpoczęta", "wstrzymane", "wstrzymano", "wstrzymana", "odłożone",
					"odłożona", "słucham", "czytam teraz", "obecnie czytam", "w czytaniu", "lese", "lese gerade",
					"lese ich gerade", "am lesen", "aktuell", "pausiert", "unterbrochen", "en cours",
					"en cours de lecture", "je lis", "lecture en cours", "en pause", "leyendo", "leyendo ahora",
					"en curso", "in lettura", "sto leggendo", "in corso", "čtu", "právě čtu", "čtené", "rozečteno",
					"rozečtené", "читаю", "зараз читаю", "читаю зараз", "сейчас читаю", "aan het lezen", "lees ik nu"),
			ReadingStatus.TBR,
			List.of("", "to read", "tbr", "want to read", "wanttoread", "want", "wishlist", "wish list", "wish",
					"ungelesen", "quero ler", "planning", "plan to read", "planned", "not begun", "not started",
					"unread", "to be read", "up next", "backlog", "owned to read", "for later", "no", "false", "0",
					"do przeczytania", "chcę przeczytać", "chce przeczytać", "chcę", "nieprzeczytane", "nieprzeczytana",
					"nieprzeczytany", "nie przeczytane", "nie przeczytana", "planowane", "planowana", "w planach",
					"w kolejce", "kolejka", "lista życzeń", "nie", "n", "nierozpoczęte", "nierozpoczęta", "nie zaczęte",
					"do kupienia", "chcę mieć", "do czytania", "chcę to przeczytać", "zu lesen", "will ich lesen",
					"möchte ich lesen", "möchte lesen", "noch zu lesen", "wunschliste", "wunschzettel", "sub", "nein",
					"nicht gelesen", "nicht begonnen", "à lire", "a lire", "pal", "pile à lire", "non lu",
					"envie de lire", "liste de souhaits", "non", "por leer", "quiero leer", "pendiente", "pendientes",
					"no leído", "sin leer", "da leggere", "voglio leggere", "non letto", "para ler", "não lido", "não",
					"chci číst", "chci přečíst", "k přečtení", "nepřečteno", "nepřečtené", "ne", "хочу прочитати",
					"прочитати", "буду читати", "не прочитано", "непрочитано", "ні", "хочу прочитать", "в планах",
					"нет", "te lezen", "wil ik lezen", "ongelezen"));

	private Shelves() {
	}

	/**
	 * Returns the status that a word, or one of several words separated by commas, means.
	 * @return empty if no word is known
	 */
	public static Optional<ReadingStatus> place(String shelf) {
		Optional<ReadingStatus> whole = word(shelf, Shelves::known);
		if (whole.isPresent()) {
			return whole;
		}
		if (ADDRESS.matcher(shelf.strip()).matches()) {
			return Optional.empty();
		}
		return SEVERAL.splitAsStream(shelf)
			.filter(part -> !part.isBlank())
			.map(part -> word(part, Shelves::known))
			.flatMap(Optional::stream)
			.findFirst();
	}

	/**
	 * Returns the status whose name a text is as a whole, apart from a year. Titles may
	 * contain such a name: „Niedokończone opowieści”.
	 */
	public static Optional<ReadingStatus> named(String text) {
		return word(text, Shelves::listed);
	}

	/**
	 * Returns whether a cell means a status without its header; yes or no alone do not.
	 */
	public static boolean isPlaceWord(String cell) {
		return cell.length() > 1 && !isYes(cell) && !NO.contains(cell.strip().toLowerCase(Locale.ROOT))
				&& SEVERAL.splitAsStream(cell)
					.filter(part -> part.strip().length() > 1)
					.anyMatch(part -> place(part).isPresent());
	}

	/**
	 * Returns whether a cell says nothing about the reading of a book, because it is
	 * empty or names only shelves such as {@code Your library}.
	 */
	public static boolean isNoPlace(String cell) {
		return SEVERAL.splitAsStream(cell)
			.allMatch(part -> part.isBlank() || isOwned(part) || NO_PLACE.contains(normalised(part)));
	}

	/** Returns whether a shelf holds the books that the reader owns. */
	static boolean isOwned(String shelf) {
		return OWNED.contains(normalised(shelf));
	}

	/** Returns whether a cell means yes. */
	static boolean isYes(String cell) {
		return YES.contains(cell.strip().toLowerCase(Locale.ROOT));
	}

	private static String normalised(String text) {
		String plain = PICTURES.matcher(Objects.requireNonNull(text)).replaceAll("");
		return SEPARATORS.matcher((plain.isBlank() ? text : plain).toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
	}

	private static Optional<ReadingStatus> word(String text, Function<String, Optional<ReadingStatus>> words) {
		String word = normalised(text);
		Optional<ReadingStatus> known = words.apply(word);
		if (known.isEmpty() && YEAR.matcher(word).find()) {
			String bare = YEAR.matcher(word).replaceAll("").replaceFirst("^ ?(w|in) | (w|in) ?$", " ").strip();
			return bare.isEmpty() ? known : words.apply(bare.replaceAll(" +", " "));
		}
		return known;
	}

	private static Optional<ReadingStatus> known(String word) {
		if (LEFT.matcher(word).matches()) {
			return Optional.of(ReadingStatus.READING);
		}
		return listed(word)
			.or(() -> GIVEN_UP.matcher(word).find() ? Optional.of(ReadingStatus.ABANDONED) : Optional.empty());
	}

	private static Optional<ReadingStatus> listed(String word) {
		return WORDS.entrySet()
			.stream()
			.filter(words -> words.getValue().contains(word))
			.map(Map.Entry::getKey)
			.findFirst();
	}

}
