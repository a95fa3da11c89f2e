package pl.chronobook.transfer.domain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import pl.chronobook.transfer.domain.DecodedText.Encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DecodedTextTests {

	private static final String POLISH = "title\nZażółć gęślą jaźń\n";

	static Stream<Arguments> encodings() {
		return Stream.of(arguments(POLISH.getBytes(StandardCharsets.UTF_8), Encoding.UTF_8),
				arguments(("\uFEFF" + POLISH).getBytes(StandardCharsets.UTF_8), Encoding.UTF_8),
				arguments(("\uFEFF" + POLISH).getBytes(StandardCharsets.UTF_16BE), Encoding.UTF_16),
				arguments(("\uFEFF" + POLISH).getBytes(StandardCharsets.UTF_16LE), Encoding.UTF_16),
				arguments(POLISH.getBytes(Charset.forName("windows-1250")), Encoding.WINDOWS_1250));
	}

	@ParameterizedTest
	@MethodSource("encodings")
	void polishLettersSurviveEveryEncoding(byte[] content, Encoding encoding) {
		assertThat(DecodedText.of(content)).isEqualTo(new DecodedText(POLISH, encoding));
	}

	@Test
	void damagedCharacterAmongGoodOnesIsShownAsDamaged() {
		byte[] content = POLISH.getBytes(StandardCharsets.UTF_8);
		byte[] damaged = Arrays.copyOf(content, content.length + 1);
		damaged[content.length] = (byte) 0xff;
		assertThat(DecodedText.of(damaged)).isEqualTo(new DecodedText(POLISH + "\uFFFD", Encoding.DAMAGED_UTF_8));
	}

	static Stream<Arguments> otherFiles() {
		return Stream.of(arguments("", FileProblem.EMPTY), arguments("efbbbf0d0a", FileProblem.EMPTY),
				arguments("504b030414000600", FileProblem.SPREADSHEET),
				arguments("d0cf11e0a1b11ae1", FileProblem.SPREADSHEET),
				arguments("89504e470d0a1a0a0000000d", FileProblem.NOT_TEXT),
				arguments(HexFormat.of().formatHex("\n <!doctype html>".getBytes(StandardCharsets.UTF_8)),
						FileProblem.HTML));
	}

	@ParameterizedTest
	@MethodSource("otherFiles")
	void filesThatAreNoTextAreNamed(String hex, FileProblem problem) {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> DecodedText.of(HexFormat.of().parseHex(hex)))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(problem));
	}

	@Test
	void everyByteDecodesToSomething() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 1; i < 256; i++) {
			bytes.write(i);
		}
		assertThat(DecodedText.of(bytes.toByteArray()).text()).hasSize(255);
	}

}
