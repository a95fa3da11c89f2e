package pl.chronobook.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the requests of the recipes in {@code docs/integrations} as they stand there, and
 * looks for the fields that the recipes read.
 */
@WebTest
class IntegrationRecipesTests {

	private static final Path RECIPES = Path.of("docs/integrations");

	private static final Pattern ADDRESS = Pattern.compile("https://books\\.example\\.org(/api/v1/[\\w/?=&-]+)");

	private static final Pattern FIELD = Pattern
		.compile("value_json\\.([\\w.]+)|field: ([\\w.]+)|`((?:last30Days\\.|streak)\\w+)`");

	private static final JsonMapper json = JsonMapper.builder().build();

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AccessTokens tokens;

	private ReaderId reader;

	private EntryId entry;

	@BeforeEach
	void aReaderInTheMiddleOfABook() {
		this.reader = TestReaders.create(this.jdbc);
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read, from_page, to_page)
				VALUES (?, ?, '2027-03-12T20:00Z', '2027-03-12T21:00Z', 120, 0, 120)""")
			.params(this.entry.value(), this.reader.value())
			.update();
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'READING', current_page = 120 WHERE tbr_id = ?")
			.param(this.entry.value())
			.update();
	}

	@ParameterizedTest
	@ValueSource(strings = { "home-assistant.md", "homepage.md" })
	void answersContainTheFieldsThatRecipesRead(String recipe) throws IOException {
		String text = Files.readString(RECIPES.resolve(recipe));
		String token = TestTokens.bearer(this.tokens, this.reader, TokenScope.READ);
		List<JsonNode> answers = ADDRESS.matcher(text)
			.results()
			.map((address) -> get(address.group(1), token))
			.toList();
		List<String> fields = FIELD.matcher(text).results().map(IntegrationRecipesTests::field).distinct().toList();

		assertThat(answers).isNotEmpty();
		assertThat(fields).hasSizeGreaterThan(2);
		for (String field : fields) {
			assertThat(answers).as(field)
				.anyMatch((answer) -> answer.at("/" + field.replace('.', '/')).isValueNode()
						&& !answer.at("/" + field.replace('.', '/')).isMissingNode());
		}
	}

	@Test
	void theShortcutFindsTheBookAndLogsASession() throws IOException {
		String text = Files.readString(RECIPES.resolve("shortcuts.md"));
		String token = TestTokens.bearer(this.tokens, this.reader, TokenScope.LOG);
		List<String> addresses = ADDRESS.matcher(text).results().map((address) -> address.group(1)).toList();

		String book = get(addresses.getFirst(), token).at("/items/0/id").asString();
		String body = text.replaceFirst("(?s).*```json\\n", "")
			.replaceFirst("(?s)```.*", "")
			.replaceFirst("\"bookId\": \"[^\"]*\"", "\"bookId\": \"" + book + "\"");
		MvcTestResult logged = this.mvc.post()
			.uri(addresses.getLast())
			.header("Authorization", token)
			.header("Idempotency-Key", "2027-03-13T20:45:00Z")
			.contentType("application/json")
			.content(body)
			.exchange();

		assertThat(book).isEqualTo(this.entry.value().toString());
		assertThat(logged).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.fromPage").isEqualTo(120);
	}

	private static String field(MatchResult found) {
		for (int group = 1; group < found.groupCount(); group++) {
			if (found.group(group) != null) {
				return found.group(group);
			}
		}
		return found.group(found.groupCount());
	}

	private JsonNode get(String path, String token) {
		MvcTestResult answer = this.mvc.get().uri(path).header("Authorization", token).exchange();
		assertThat(answer).as(path).hasStatusOk();
		return json.readTree(answer.getResponse().getContentAsByteArray());
	}

}
