package pl.chronobook.transfer.incoming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.transfer.TransferTest;

import static org.assertj.core.api.Assertions.assertThat;

@TransferTest
class LengthLookupsTests {

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Catalog catalog;

	@Autowired
	ReadingArchive archive;

	@Autowired
	MessageSource messages;

	/** So late that the application's own scheduler does not run these lookups. */
	private Instant now = Instant.parse("2101-01-01T00:00:00Z");

	private final Deque<Supplier<Optional<PageCount>>> answers = new ArrayDeque<>();

	private final List<String> asked = new ArrayList<>();

	private ReaderId reader;

	@BeforeEach
	void signUp() {
		this.jdbc.sql("DELETE FROM length_lookups").update();
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void lengthsAreLookedUpOneBookAtATime() {
		ask("Lalka", "Faraon");
		this.answers.add(() -> Optional.of(new PageCount(680)));
		lookups().lookUpNext();
		assertThat(this.asked).containsExactly("Lalka");
		assertThat(length("Lalka")).isEqualTo(680);
		assertThat(length("Faraon")).isNull();
		assertThat(lookups().waiting(this.reader)).isOne();
		this.answers.add(Optional::empty);
		lookups().lookUpNext();
		assertThat(lookups().waiting(this.reader)).isZero();
		lookups().lookUpNext();
		assertThat(this.asked).containsExactly("Lalka", "Faraon");
	}

	@Test
	void lookupsPauseWhileTheProviderDoesNotAnswer() {
		ask("Lalka", "Faraon");
		this.answers.add(() -> {
			throw new CatalogUnavailableException("silent", new IllegalStateException());
		});
		lookups().lookUpNext();
		lookups().lookUpNext();
		assertThat(this.asked).hasSize(1);
		assertThat(lookups().waiting(this.reader)).isEqualTo(2);
		this.now = this.now.plus(Duration.ofMinutes(31));
		this.answers.add(() -> Optional.of(new PageCount(100)));
		lookups().lookUpNext();
		assertThat(this.asked).hasSize(2);
		assertThat(lookups().waiting(this.reader)).isOne();
	}

	@Test
	void lengthTypedDuringTheLookupIsKept() {
		ask("Lalka");
		this.jdbc.sql("UPDATE user_tbr_list SET page_count = 999 WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		this.answers.add(() -> Optional.of(new PageCount(680)));
		lookups().lookUpNext();
		assertThat(length("Lalka")).isEqualTo(999);
	}

	@Test
	void assumedLengthGivesWayToTheOneThatIsFound() {
		assume("Lalka", "Faraon");
		this.answers.add(() -> Optional.of(new PageCount(680)));
		this.answers.add(Optional::empty);
		lookups().lookUpNext();
		lookups().lookUpNext();
		assertThat(length("Lalka")).isEqualTo(680);
		assertThat(tags("Lalka")).isEqualTo("{klub}");
		assertThat(length("Faraon")).isEqualTo(300);
		assertThat(tags("Faraon")).isEqualTo("{klub,\"długość założona\"}");
	}

	@Test
	void assumedLengthThatTheReaderHasChangedIsKept() {
		assume("Lalka");
		this.jdbc.sql("UPDATE user_tbr_list SET page_count = 310, version = version + 1 WHERE user_id = ?")
			.param(this.reader.value())
			.update();
		this.answers.add(() -> Optional.of(new PageCount(680)));
		lookups().lookUpNext();
		assertThat(length("Lalka")).isEqualTo(310);
		assertThat(lookups().waiting(this.reader)).isZero();
	}

	private void assume(String... titles) {
		ask(titles);
		this.jdbc.sql("""
				UPDATE user_tbr_list SET page_count = 300, tags = ARRAY['klub', 'długość założona']
				WHERE user_id = ?""").param(this.reader.value()).update();
	}

	private void ask(String... titles) {
		for (String title : titles) {
			TestBooks.onList(this.jdbc, this.reader, title, null);
			lookups().ask(this.reader,
					this.archive.listed(this.reader).stream().map(ReadingArchive.ListedBook::book).toList());
			this.now = this.now.plusSeconds(1);
		}
	}

	private LengthLookups lookups() {
		return new LengthLookups(this.jdbc, new Answering(), this.archive, this.messages,
				Clock.fixed(this.now, ZoneOffset.UTC));
	}

	private String tags(String title) {
		return this.jdbc
			.sql("SELECT e.tags::text FROM user_tbr_list e JOIN books USING (book_id) WHERE user_id = ? AND title = ?")
			.params(this.reader.value(), title)
			.query(String.class)
			.single();
	}

	private Integer length(String title) {
		return this.jdbc
			.sql("SELECT e.page_count FROM user_tbr_list e JOIN books USING (book_id) WHERE user_id = ? AND title = ?")
			.params(this.reader.value(), title)
			.query(Integer.class)
			.optional()
			.orElse(null);
	}

	/** The real catalog, with fake answers of providers. */
	private final class Answering implements Catalog {

		@Override
		public List<BookId> sorted(ReaderId reader, Collection<BookId> books, Alphabetical by) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<BookId> search(ReaderId reader, Collection<BookId> among, String text, int limit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<PageCount> lookUpLength(Book book) {
			LengthLookupsTests.this.asked.add(book.title());
			return LengthLookupsTests.this.answers.remove().get();
		}

		@Override
		public Map<BookId, Book> find(ReaderId who, Collection<BookId> ids) {
			return LengthLookupsTests.this.catalog.find(who, ids);
		}

		@Override
		public Optional<Book> resolve(ReaderId who, BookRef ref) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Stored store(ReaderId who, Collection<NewBook> books) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void takeBack(ReaderId who, Collection<BookId> added, Collection<BookId> lengthened) {
			throw new UnsupportedOperationException();
		}

	}

}
