package pl.chronobook.transfer.history;

import java.time.Duration;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.reading.BookOpinions.Opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class OpinionCellsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					raz<br>dwa<br />trzy<BR/>cztery           | raz;dwa;trzy;cztery
					<p>raz</p><p class="x">dwa</p>            | raz;dwa
					<ul><li>raz</li><li>dwa</li></ul>         | – raz;– dwa
					<b>raz</b> i <i>dwa</i> <spoiler>Rzecki</spoiler> | raz i dwa Rzecki
					od <Ewy> i <Jana Kowalskiego>, <3         | od <Ewy> i <Jana Kowalskiego>, <3
					<a href="https://example.org/x?a=1&amp;b=2" rel="nofollow">recenzja</a> Ewy | recenzja (https://example.org/x?a=1&b=2) Ewy
					<a href="https://example.org">https://example.org</a> | https://example.org
					<a href="https://e.org"><i>Lalka</i></a> i <a href="https://e.org/2">Faraon</a> | Lalka (https://e.org) i Faraon (https://e.org/2)
					<a href="https://e.org"><b>O <i>Lalce</i></b> Prusa</a> | O Lalce Prusa (https://e.org)
					<a href="https://e.org"><u>https://e.org</u></a> | https://e.org
					<a href="/book/1">Lalka</a>               | Lalka
					5 &lt; 6 &amp; 7 &quot;tak&quot;          | 5 < 6 & 7 "tak"
					<!-- wersja 1 -->raz                      | raz
					raz[Return]dwa                            | raz;dwa
					raz&#55357;&#0;dwa                        | razdwa
					raz<img src="https://example.org/x.png">  | raz""")
	void htmlBecomesReadableText(String cell, String note) {
		assertThat(OpinionCells.note(cell)).isEqualTo(note.replace(';', '\n'));
	}

	@Test
	void aTextThatIsTooLongIsCut() {
		String note = OpinionCells.note("<b>ż</b>".repeat(5_000));
		assertThat(note).hasSize(Opinion.LONGEST_NOTE).endsWith("ż…");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!--", "<a href=\"https://e.org\">", "<a href=", "<a href=\"https://e.org\"><i>",
			"<a href='https://e.org'>a<i>", "<li ", "<", "</p" })
	void wildMarkupIsReadInTime(String part) {
		assertThatNoException().isThrownBy(() -> Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
				() -> OpinionCells.note(part.repeat(10_000))));
	}

}
