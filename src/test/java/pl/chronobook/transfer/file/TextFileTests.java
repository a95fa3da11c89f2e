package pl.chronobook.transfer.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.transfer.file.TextFile.Encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TextFileTests {

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
		TextFile file = TextFile.of(new Upload("x", content));
		assertThat(text(file)).isEqualTo(POLISH);
		assertThat(file.encoding()).isEqualTo(encoding);
	}

	@Test
	void damagedCharacterBecomesAReplacementCharacter() {
		byte[] content = POLISH.getBytes(StandardCharsets.UTF_8);
		byte[] damaged = Arrays.copyOf(content, content.length + 1);
		damaged[content.length] = (byte) 0xff;
		TextFile file = TextFile.of(new Upload("x", damaged));
		assertThat(text(file)).isEqualTo(POLISH + "\uFFFD");
		assertThat(file.encoding()).isEqualTo(Encoding.DAMAGED_UTF_8);
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
	void nonTextFilesAreRefusedWithTheirKind(String hex, FileProblem problem) {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> TextFile.of(new Upload("x", HexFormat.of().parseHex(hex))))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(problem));
	}

	@Test
	void everyByteDecodesToSomething() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 1; i < 256; i++) {
			bytes.write(i);
		}
		assertThat(text(TextFile.of(new Upload("x", bytes.toByteArray())))).hasSize(255);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r" })
	void linesAreFoundHoweverTheyEnd(String text) {
		for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
			TextFile file = TextFile.of(new Upload("x", text.getBytes(charset)));
			assertThat(IntStream.range(0, file.lineCount()).mapToObj(file::line)).containsExactly("a", "b", "", "c");
			assertThat(IntStream.range(0, file.lineCount()).filter(file::isEmpty)).containsExactly(2);
		}
	}

	@Test
	void charactersMaySpanBuffers() {
		String text = "a".repeat(64 * 1024 - 1) + "\n" + "ą😀".repeat(10_000) + "\n";
		for (String shift : List.of("", "x", "xx", "xxx")) {
			String shifted = shift + "\n" + text;
			TextFile file = TextFile.of(new Upload("x", shifted.getBytes(StandardCharsets.UTF_8)));
			assertThat(file.encoding()).isEqualTo(Encoding.UTF_8);
			assertThat(text(file)).isEqualTo(shifted);
			assertThat(file.line(2)).isEqualTo("ą😀".repeat(10_000));
		}
	}

	private static String text(TextFile file) {
		try {
			return file.from(0).readAllAsString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
