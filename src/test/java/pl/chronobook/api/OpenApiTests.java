package pl.chronobook.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import pl.chronobook.WebTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document is part of the repository. It is written anew by running this test
 * with {@code -Dopenapi=write}; a release copies it to {@code released/openapi.json}, and
 * what is released is never broken.
 */
@WebTest
class OpenApiTests {

	private static final Path COMMITTED = Path.of("docs/api/openapi.json");

	private static final Path RELEASED = Path.of("src/test/resources/released/openapi.json");

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	@Autowired
	private MockMvcTester mvc;

	@Test
	void theCommittedDocumentIsCurrent() throws IOException {
		String current = json.writeValueAsString(json.readTree(served())) + "\n";
		if ("write".equals(System.getProperty("openapi"))) {
			Files.createDirectories(COMMITTED.getParent());
			Files.writeString(COMMITTED, current);
		}

		assertThat(current).as("%s is stale: run this test with -Dopenapi=write", COMMITTED)
			.isEqualTo(Files.readString(COMMITTED));
		assertThat(current).contains("\"openapi\" : \"3.1.0\"");
	}

	@Test
	void apiIsCompatibleWithTheReleasedOne() throws IOException {
		assertThat(BreakingChanges.between(document(Files.readString(RELEASED)), document(served()))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/api/v1/statistics | /api/v1/figures | get /api/v1/statistics is gone
					"name": "q", | "name": "text", | get /api/v1/books lost the parameter q
					"streakDays": { | "streak": { | get /api/v1/statistics 200.streakDays is another type
					"type": "boolean" | "type": "string" | get /api/v1/books 200.complete is another type
					"201": { | "200": { | post /api/v1/books does not answer 201
					"p50", | | get /api/v1/forecast 200.books[].finish may lack p50
					"required": [ "author", "title" ] | "required": [ "author", "title", "isbn" ] | post /api/v1/books requires isbn
					"READING", | | get /api/v1/reading-list status refuses READING
					""")
	void breakingChangesAreFound(String part, String replacement, String finding) throws IOException {
		String before = Files.readString(COMMITTED).replaceAll("\\s+", " ").replace("\" :", "\":");
		String after = before.replace(part.strip(), (replacement != null) ? replacement : "");

		assertThat(after).isNotEqualTo(before);
		assertThat(BreakingChanges.between(document(before), document(after))).contains(finding);
	}

	@Test
	void additionsAreNotBreakingChanges() throws IOException {
		String before = Files.readString(COMMITTED).replaceAll("\\s+", " ").replace("\" :", "\":");
		String after = before.replace("\"streakDays\": {", "\"weeks\": { \"type\": \"integer\" }, \"streakDays\": {");

		assertThat(after).isNotEqualTo(before);
		assertThat(BreakingChanges.between(document(before), document(after))).isEqualTo(List.of());
	}

	private String served() throws IOException {
		return this.mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsString();
	}

	private static OpenApiDocument document(String text) {
		return new OpenApiDocument(json.readTree(text));
	}

}
