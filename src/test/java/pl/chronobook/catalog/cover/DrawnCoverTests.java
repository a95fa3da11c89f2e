package pl.chronobook.catalog.cover;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

class DrawnCoverTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "Lalka", "Konstantynopolitańczykowianeczka i nieprzezwyciężalność",
			"Bardzo długi tytuł, który ciągnie się przez całą okładkę i jeszcze kawałek dalej, aż zabraknie miejsca na cokolwiek",
			"<script>alert('&\"')</script>", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" })
	void drawingIsWellFormedForAnyTitle(String title) throws Exception {
		Cover cover = new DrawnCover(title, title).draw();
		Document svg = DocumentBuilderFactory.newDefaultNSInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(cover.bytes()));
		assertThat(svg.getDocumentElement().getLocalName()).isEqualTo("svg");
		assertThat(svg.getElementsByTagName("script").getLength()).isZero();
		assertThat(cover.drawn()).isTrue();
	}

	@Test
	void drawingIsDeterministic() {
		assertThat(new DrawnCover("Lalka", "Prus").draw().bytes())
			.isEqualTo(new DrawnCover("Lalka", "Prus").draw().bytes());
	}

	@Test
	void longTitleIsWrappedAtBlanks() {
		assertThat(DrawnCover.lines("Pan Tadeusz, czyli ostatni zajazd na Litwie", 21, 7))
			.containsExactly("Pan Tadeusz,", "czyli ostatni", "zajazd na", "Litwie");
	}

	@Test
	void longWordIsSetSmallerRatherThanBroken() {
		Cover cover = new DrawnCover("Konstantynopol i opowieści", "Jan Józef").draw();
		assertThat(new String(cover.bytes(), StandardCharsets.UTF_8)).contains(">Konstantynopol<");
	}

	@Test
	void textThatDoesNotFitIsCut() {
		List<String> lines = DrawnCover.lines("słowo ".repeat(100), 17, 7);
		assertThat(lines).hasSize(7);
		assertThat(lines.getLast()).endsWith("…");
		assertThat(DrawnCover.lines("a".repeat(40), 21, 7))
			.allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(14));
	}

}
