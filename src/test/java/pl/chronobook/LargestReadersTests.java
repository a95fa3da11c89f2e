package pl.chronobook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Every page of a reader is bounded, in bytes and in statements, however long the list
 * and the history are. New pages are covered automatically.
 */
@WebTest
class LargestReadersTests {

	private static final int MOST_BYTES = 300_000;

	private static final int USUAL_BYTES = 100_000;

	/**
	 * The statements that read the facts of a reader, up to twice for a page. Those of
	 * the largest reader do not fit into ReaderFactsCache, so each page reads them.
	 */
	private static final int FACTS = 10;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	@Test
	void allBooksCanBeReachedPartByPart() {
		ReaderId reader = readerWithBooks(70);
		assertThat(page(reader, "/")).bodyText()
			.contains(">Tom 2<", ">Tom 60<", "/forecast/books?part=1", "70 książek")
			.doesNotContain(">Tom 62<");
		assertThat(page(reader, "/forecast/books?part=1")).bodyText()
			.contains(">Tom 62<", ">Tom 1<", "class=\"book-finish", "/forecast/books?part=2")
			.doesNotContain(">Tom 60<");
		assertThat(page(reader, "/forecast/books?part=2")).bodyText()
			.contains(">Tom 69<", "/forecast/books?part=1")
			.doesNotContain("/forecast/books?part=3");
		assertThat(page(reader, "/forecast/books?part=2147483647")).hasStatusOk()
			.bodyText()
			.contains("Tu nie ma już żadnych książek");
		assertThat(page(reader, "/forecast/what-if")).bodyText()
			.contains(">Tom 60<", "Książki 1–30 z 70")
			.doesNotContain(">Tom 62<");
		String dropped = this.jdbc.sql("SELECT tbr_id::text FROM user_tbr_list WHERE user_id = ? AND position = 2")
			.param(reader.value())
			.query(String.class)
			.single();
		// A choice made in another part is kept, and a book can move to another part
		assertThat(page(reader, "/forecast/what-if?part=0&show=2&drop=" + dropped)).bodyText()
			.contains(">Tom 69<", "Książki 61–70 z 70", "name=\"drop\" value=\"%s\"".formatted(dropped))
			.doesNotContain(">Tom 2<");
		assertThat(page(reader, "/forecast/what-if?move=%s:65&part=2".formatted(dropped))).bodyText()
			.contains(">Tom 2<");
	}

	@Test
	void pagesStayBoundedWithTenThousandBooksAndAHundredThousandSessions() {
		ReaderId usualReader = readerWithBooks(60);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'TBR' WHERE user_id = ? AND position > 6")
			.param(usualReader.value())
			.update();
		addSessions(usualReader, 2_000, Duration.ofHours(25));
		ReaderId largest = readerWithBooks(10_000);
		addSessions(largest, 100_000, Duration.ofMinutes(30));
		List<String> grown = new ArrayList<>();
		for (String page : pages()) {
			page(usualReader, page);
			AtomicInteger usualSize = new AtomicInteger();
			int usual = this.statements.count(() -> usualSize.set(size(page(usualReader, page))));
			page(largest, page);
			AtomicInteger size = new AtomicInteger();
			int most = this.statements.count(() -> size.set(size(page(largest, page))));
			if (usualSize.get() > USUAL_BYTES || size.get() > MOST_BYTES || most > usual + FACTS) {
				grown.add("%s: %d bytes and %d statements, of a usual reader %d and %d".formatted(page, size.get(),
						most, usualSize.get(), usual));
			}
		}
		assertThat(grown).isEmpty();
	}

	@Test
	void fullListShowsAMessageAndAnImportAddsWhatFits() {
		ReaderId full = readerWithBooks(10_000);
		BookId book = TestBooks.create(this.jdbc, "Nadmiar", 100);
		MvcTestResult refused = post(full, "/reading-list", "ref", "book:" + book.value());
		assertThat(refused).hasRedirectedUrl("/reading-list");
		assertThat(Redirected.follow(this.mvc, refused, full)).bodyText()
			.contains("Na liście jest już 10\u00a0000 książek, a więcej się nie zmieści");
		assertThat(post(full, "/reading-list/in-place", "ref", "book:" + book.value())).bodyText()
			.contains("Na liście nie ma już miejsca");

		MockMultipartFile file = new MockMultipartFile("file", "chronobook.csv", "text/csv", """
				record,title,author,isbn,status,book_pages,current_page,added,start,end,pages,completed
				book,Nowa,Autor,,tbr,100,0,,,,,
				book,Dawna,Autor,,finished,100,100,,,,,
				""".getBytes(StandardCharsets.UTF_8));
		String preview = Objects.requireNonNull(this.mvc.post()
			.uri("/import")
			.multipart()
			.file(file)
			.with(SignedIn.as(full))
			.with(csrf())
			.exchange()
			.getResponse()
			.getRedirectedUrl());
		assertThat(page(full, preview)).bodyText()
			.contains("<td id=\"fresh-books\">1</td>", "Lista jest pełna", "(Nowa)", "Reszta pliku się wczyta");
	}

	private MvcTestResult post(ReaderId reader, String path, String name, String value) {
		return this.mvc.post().uri(path).param(name, value).with(SignedIn.as(reader)).with(csrf()).exchange();
	}

	private static int size(MvcTestResult page) {
		return page.getResponse().getContentAsByteArray().length;
	}

	/** The addresses of all pages that need no id. */
	private List<String> pages() {
		List<String> pages = new ArrayList<>();
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			if (handler.getBeanType().getPackageName().startsWith("pl.chronobook")
					&& mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
				mapping.getPatternValues()
					.stream()
					.filter(path -> !path.contains("{") && !path.startsWith("/api/") && !path.startsWith("/sync/")
							&& !path.startsWith("/transfer/export"))
					.forEach(pages::add);
			}
		});
		return pages;
	}

	private MvcTestResult page(ReaderId reader, String path) {
		return this.mvc.get().uri(path).accept(MediaType.TEXT_HTML).with(SignedIn.as(reader)).exchange();
	}

	private ReaderId readerWithBooks(int count) {
		ReaderId reader = TestReaders.create(this.jdbc);
		this.jdbc.sql("INSERT INTO reading_lists (user_id) VALUES (?)").param(reader.value()).update();
		this.jdbc.sql("INSERT INTO forecast_plans (user_id, pages_per_week) VALUES (?, 500)")
			.param(reader.value())
			.update();
		this.jdbc.sql("""
				WITH book AS (INSERT INTO books (title, author, page_count)
				  SELECT 'Tom ' || n, 'Autor', 100 FROM generate_series(1, :count) n RETURNING book_id, title)
				INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
				SELECT :reader, book_id, 100, n, CASE WHEN n % 2 = 1 THEN 'TBR' ELSE 'READING' END
				FROM book CROSS JOIN LATERAL (SELECT split_part(title, ' ', 2)::integer AS n)""")
			.param("reader", reader.value())
			.param("count", count)
			.update();
		return reader;
	}

	/**
	 * Adds sessions of half an hour, the last of which ends at the present of the tests.
	 */
	private void addSessions(ReaderId reader, int count, Duration between) {
		this.jdbc
			.sql("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
					SELECT tbr_id, :reader, begin, begin + interval '30 minutes', 1
					FROM generate_series(0, :count - 1) n
					CROSS JOIN LATERAL (SELECT timestamptz '2027-03-14T11:30Z' - n * make_interval(mins => CAST(:minutes AS integer)) AS begin)
					JOIN user_tbr_list ON user_id = :reader AND position = n % 60 + 1
					ORDER BY begin""")
			.param("reader", reader.value())
			.param("count", count)
			.param("minutes", between.toMinutes())
			.update();
	}

}
