package pl.chronobook.api;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * The page on which a reader creates and revokes access tokens.
 */
@WebTest
class TokenPageTests {

	private static final Pattern TOKEN = Pattern.compile("cb_[A-Za-z0-9_-]{43}");

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AccessTokens tokens;

	private ReaderId reader;

	@BeforeEach
	void aReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void aNewTokenIsShownOnceAndOpensTheApi() throws Exception {
		MvcTestResult created = create("Home Assistant", "READ", "90");

		assertThat(created).hasStatusOk().hasHeader("Cache-Control", "no-store");
		String page = created.getResponse().getContentAsString();
		Matcher token = TOKEN.matcher(page);
		assertThat(token.find()).isTrue();
		assertThat(page).contains("ważny do", "Tylko odczyt", "12 czerwca 2027", "Jeszcze nieużyty");
		assertThat(this.mvc.get().uri("/api/v1/forecast").header("Authorization", "Bearer " + token.group()))
			.hasStatusOk();
		MvcTestResult later = this.mvc.get().uri("/account/tokens").with(SignedIn.as(this.reader)).exchange();
		assertThat(later.getResponse().getContentAsString()).contains("Home Assistant", "Użyty", "http://localhost/mcp")
			.doesNotContainPattern(TOKEN);
		assertThat(this.jdbc.sql("SELECT kind FROM account_notices WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.list()).contains("TOKEN_CREATED");
	}

	@Test
	void aRevokedTokenIsGone() {
		create("Telefon", "LOG", "30");

		assertThat(this.mvc.post()
			.uri("/account/tokens/{id}/revoke", this.tokens.of(this.reader).getFirst().id().value())
			.with(SignedIn.as(this.reader))
			.with(csrf())).hasStatus3xxRedirection();
		assertThat(this.tokens.of(this.reader)).isEmpty();
	}

	@Test
	void refusedTokenFormShowsTheReasonAndKeepsTheTypedName() throws Exception {
		MvcTestResult unknown = create("Mój program", "ROOT", "90");
		assertThat(unknown).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(unknown.getResponse().getContentAsString()).contains("value=\"M&oacute;j program\"",
				"Wybierz zakres", "aria-describedby=\"scope-error\"");
		assertThat(create("x".repeat(61), "READ", "90")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Nazwa ma od 1 do 60 znaków.", "aria-describedby=\"name-error\"");
		assertThat(create(" ", "READ", "90")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		for (int i = 0; i < AccessTokens.LIMIT; i++) {
			create("Token " + i, "READ", "30");
		}
		assertThat(create("Jeszcze jeden", "READ", "30")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(this.tokens.of(this.reader)).hasSize(AccessTokens.LIMIT);
	}

	@Test
	void securityLogRecordsCreationUseAndRevocationOfTokens() throws Exception {
		UUID entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680).value();
		Logger log = (Logger) LoggerFactory.getLogger("chronobook.security");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		log.addAppender(lines);
		try {
			Matcher token = TOKEN.matcher(create("Telefon", "ALL", "30").getResponse().getContentAsString());
			assertThat(token.find()).isTrue();
			String bearer = "Bearer " + token.group();
			assertThat(this.mvc.get().uri("/api/v1/reading-list").header("Authorization", bearer)).hasStatusOk();
			assertThat(this.mvc.delete()
				.uri("/api/v1/reading-list/{id}", UUID.randomUUID())
				.header("Authorization", bearer)).hasStatus(HttpStatus.NOT_FOUND);
			assertThat(this.mvc.delete().uri("/api/v1/reading-list/{id}", entry).header("Authorization", bearer))
				.hasStatus2xxSuccessful();
			UUID id = this.tokens.of(this.reader).getFirst().id().value();
			revoke(UUID.randomUUID());
			revoke(id);
			revoke(id);
			assertThat(lines.list).filteredOn(line -> fields(line).containsValue(this.reader.value()))
				.extracting(line -> fields(line).get("event"))
				.containsExactly("token_created", "token_used", "token_revoked");
			assertThat(lines.list).extracting(ILoggingEvent::toString)
				.noneMatch(line -> line.contains(token.group()) || line.contains("Telefon"));
		}
		finally {
			log.detachAppender(lines);
		}
	}

	private static Map<String, Object> fields(ILoggingEvent line) {
		return line.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
	}

	private void revoke(UUID id) {
		this.mvc.post().uri("/account/tokens/{id}/revoke", id).with(SignedIn.as(this.reader)).with(csrf()).exchange();
	}

	private MvcTestResult create(String name, String scope, String days) {
		return this.mvc.post()
			.uri("/account/tokens")
			.param("name", name)
			.param("scope", scope)
			.param("days", days)
			.with(SignedIn.as(this.reader))
			.with(csrf())
			.exchange();
	}

}
