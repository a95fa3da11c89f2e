package pl.chronobook.transfer.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.history.ImportedBook;

/**
 * Generates two years of a made-up reader's sessions with real books. The reader pauses
 * for days, reads more at weekends and nothing during one holiday, and the level of
 * reading drifts over months. The same seed and day generate the same history.
 */
final class DemoHistory {

	private static final int DAYS = 730;

	/** The holiday: its beginning in days before today, and its length. */
	private static final int HOLIDAY_BEGAN = 245;

	private static final int HOLIDAY_LENGTH = 17;

	private static final double PAGES_PER_HOUR = 37;

	private static final double MINUTES_AT_ONCE = 29;

	/**
	 * The beginning, in days before today, of a book of essays that is read a little
	 * beside the others.
	 */
	private static final int SIDE_BOOK_BEGAN = 24;

	private static final double SIDE_BOOK_SHARE = 0.25;

	/** The number of pages after which the one abandoned book was given up. */
	private static final int GIVEN_UP_AFTER = 74;

	private static final Title GIVEN_UP = new Title("Ulisses", "James Joyce", 832);

	private static final Title SIDE_BOOK = new Title("Podróże z Herodotem", "Ryszard Kapuściński", 264);

	/** The books in the order in which they are read, or wait to be read. */
	private static final List<Title> SHELF = List.of(new Title("Lalka", "Bolesław Prus", 680),
			new Title("Rok 1984", "George Orwell", 352), new Title("Solaris", "Stanisław Lem", 340),
			new Title("Obcy", "Albert Camus", 132),
			new Title("Prowadź swój pług przez kości umarłych", "Olga Tokarczuk", 318),
			new Title("Mistrz i Małgorzata", "Michaił Bułhakow", 544),
			new Title("Sklepy cynamonowe", "Bruno Schulz", 142), new Title("Duma i uprzedzenie", "Jane Austen", 392),
			new Title("Cesarz", "Ryszard Kapuściński", 176), new Title("Zbrodnia i kara", "Fiodor Dostojewski", 608),
			new Title("Ferdydurke", "Witold Gombrowicz", 304), GIVEN_UP,
			new Title("Wielki Gatsby", "F. Scott Fitzgerald", 208),
			new Title("Ziemia obiecana", "Władysław Reymont", 736), new Title("Zabić drozda", "Harper Lee", 424),
			new Title("Opowiadania", "Tadeusz Borowski", 296), new Title("Dżuma", "Albert Camus", 320),
			new Title("Bieguni", "Olga Tokarczuk", 464), new Title("Proces", "Franz Kafka", 256),
			new Title("Stary człowiek i morze", "Ernest Hemingway", 112),
			new Title("Quo vadis", "Henryk Sienkiewicz", 576), new Title("Jądro ciemności", "Joseph Conrad", 128),
			new Title("Inny świat", "Gustaw Herling-Grudziński", 320),
			new Title("Folwark zwierzęcy", "George Orwell", 136), new Title("Król", "Szczepan Twardoch", 432),
			new Title("Sto lat samotności", "Gabriel García Márquez", 448),
			new Title("Kosmos", "Witold Gombrowicz", 216), new Title("Nowy wspaniały świat", "Aldous Huxley", 300),
			new Title("Zdążyć przed Panem Bogiem", "Hanna Krall", 144), new Title("Frankenstein", "Mary Shelley", 272),
			new Title("Pamiętnik znaleziony w Saragossie", "Jan Potocki", 640),
			new Title("Przemiana", "Franz Kafka", 104), new Title("Niezwyciężony", "Stanisław Lem", 248),
			new Title("Buszujący w zbożu", "J.D. Salinger", 304), new Title("Mała apokalipsa", "Tadeusz Konwicki", 240),
			new Title("Rzeźnia numer pięć", "Kurt Vonnegut", 256), new Title("Lord Jim", "Joseph Conrad", 400),
			new Title("Szklany klosz", "Sylvia Plath", 296), new Title("Imię róży", "Umberto Eco", 576),
			new Title("Granica", "Zofia Nałkowska", 312), new Title("Wyspa skarbów", "Robert Louis Stevenson", 256),
			new Title("Cyberiada", "Stanisław Lem", 480), new Title("Anna Karenina", "Lew Tołstoj", 912),
			new Title("Pożegnanie z Marią", "Tadeusz Borowski", 216), new Title("Paragraf 22", "Joseph Heller", 544),
			new Title("Noce i dnie", "Maria Dąbrowska", 784), new Title("Czarodziejska góra", "Thomas Mann", 896),
			new Title("Księgi Jakubowe", "Olga Tokarczuk", 912), new Title("Kobiety", "Zofia Nałkowska", 224),
			new Title("Do latarni morskiej", "Virginia Woolf", 272), new Title("Blaszany bębenek", "Günter Grass", 688),
			new Title("Chłopi", "Władysław Reymont", 1024));

	private final Random random;

	private final LocalDate today;

	private final ZoneId zone;

	private final List<Book> books = new ArrayList<>();

	private double level = 1;

	DemoHistory(long seed, LocalDate today, ZoneId zone) {
		this.random = new Random(seed);
		this.today = today;
		this.zone = zone;
		live();
	}

	/** Returns the list: finished books, those being read, and those that wait. */
	List<ImportedBook> books() {
		return this.books.stream().map(this::toImportedBook).toList();
	}

	private void live() {
		SHELF.forEach(title -> this.books.add(new Book(title)));
		Book side = new Book(SIDE_BOOK);
		int next = 0;
		for (int ago = DAYS; ago >= 1; ago--) {
			LocalDate day = this.today.minusDays(ago);
			for (Sitting sitting : sittingsOn(day, ago)) {
				boolean aside = ago <= SIDE_BOOK_BEGAN && this.random.nextDouble() < SIDE_BOOK_SHARE;
				Book book = (aside && !side.isDone()) ? side : this.books.get(next);
				book.read(sitting);
				if (this.books.get(next).isDone()) {
					next++;
				}
			}
		}
		this.books.add(next, side);
	}

	/**
	 * Returns the sittings of a day. The level of reading drifts from day to day and
	 * reverts to its mean; most weekday evenings are short, and some days have no
	 * sitting.
	 */
	private List<Sitting> sittingsOn(LocalDate day, int ago) {
		this.level *= Math.exp(0.06 * this.random.nextGaussian() - 0.03 * Math.log(this.level));
		boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
		boolean holiday = ago <= HOLIDAY_BEGAN && ago > HOLIDAY_BEGAN - HOLIDAY_LENGTH;
		double chance = Math.clamp((weekend ? 0.75 : 0.55) * this.level, 0.1, 0.95);
		List<Sitting> sittings = new ArrayList<>();
		if (this.random.nextDouble() < chance && !holiday) {
			if (this.random.nextDouble() < (weekend ? 0.6 : 0.2)) {
				sittings.add(sitting(day, weekend ? LocalTime.of(10, 0) : LocalTime.of(7, 20), weekend ? 150 : 25));
			}
			sittings.add(sitting(day, LocalTime.of(20, 40), 95));
		}
		return sittings;
	}

	private Sitting sitting(LocalDate day, LocalTime earliest, int spreadMinutes) {
		ZonedDateTime start = day.atTime(earliest)
			.plusSeconds(this.random.nextInt(spreadMinutes * 60))
			.atZone(this.zone);
		double minutes = Math.clamp(MINUTES_AT_ONCE * Math.exp(0.4 * this.random.nextGaussian()), 5, 75);
		double pagesPerHour = PAGES_PER_HOUR * Math.exp(0.2 * this.random.nextGaussian());
		return new Sitting(start.toInstant(), minutes, pagesPerHour);
	}

	private ImportedBook toImportedBook(Book book) {
		ArchivedReading reading = book.readingIn(this.zone);
		return new ImportedBook(book.title.book(), book.status(), book.page, book.addedAt(this.today, this.zone),
				(reading != null) ? List.of(reading) : List.of(), book.sessions);
	}

	/**
	 * A book of the made-up list.
	 */
	private record Title(String title, String author, int pages) {

		NewBook book() {
			return new NewBook(this.title, this.author, new PageCount(this.pages), null);
		}

	}

	/**
	 * A sitting of one evening.
	 */
	private record Sitting(Instant start, double minutes, double pagesPerHour) {
	}

	/**
	 * A book with its progress.
	 */
	private static final class Book {

		private final Title title;

		private final List<SessionRecord> sessions = new ArrayList<>();

		private int page;

		Book(Title title) {
			this.title = title;
		}

		void read(Sitting sitting) {
			int pages = Math.clamp(Math.round(sitting.minutes() * sitting.pagesPerHour() / 60), 1,
					this.title.pages() - this.page);
			Duration time = Duration.ofSeconds(Math.round(pages * 3600 / sitting.pagesPerHour()));
			this.sessions.add(new SessionRecord(sitting.start(), sitting.start().plus(time), pages));
			this.page += pages;
		}

		boolean isDone() {
			return status() == ReadingStatus.FINISHED || status() == ReadingStatus.ABANDONED;
		}

		ReadingStatus status() {
			if (this.page == this.title.pages()) {
				return ReadingStatus.FINISHED;
			}
			if (this.title.equals(GIVEN_UP) && this.page >= GIVEN_UP_AFTER) {
				return ReadingStatus.ABANDONED;
			}
			return (this.page > 0) ? ReadingStatus.READING : ReadingStatus.TBR;
		}

		@Nullable ArchivedReading readingIn(ZoneId zone) {
			if (this.sessions.isEmpty()) {
				return null;
			}
			LocalDate start = LocalDate.ofInstant(this.sessions.getFirst().start(), zone);
			LocalDate end = LocalDate.ofInstant(this.sessions.getLast().end(), zone);
			return new ArchivedReading(new ReadingDates(start, isDone() ? end : null),
					status() != ReadingStatus.ABANDONED);
		}

		Instant addedAt(LocalDate today, ZoneId zone) {
			Instant wished = this.sessions.isEmpty() ? today.minusDays(40).atStartOfDay(zone).toInstant()
					: this.sessions.getFirst().start();
			return wished.minus(20, ChronoUnit.DAYS);
		}

	}

}
