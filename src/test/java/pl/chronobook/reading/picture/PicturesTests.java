package pl.chronobook.reading.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.reading.picture.Sketch.Anchor;
import pl.chronobook.reading.picture.Sketch.Look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PicturesTests {

	private final Pictures pictures = new Pictures();

	@ParameterizedTest
	@ValueSource(strings = { "ą", "ć", "ę", "ł", "ń", "ó", "ś", "ź", "ż", "Ą", "Ć", "Ę", "Ł", "Ń", "Ó", "Ś", "Ź", "Ż",
			"„", "”", "–", "…", "ö", "č", "%" })
	void drawsPolishLettersAsThemselves(String letter) throws IOException {
		byte[] drawn = this.pictures.png(word(letter), 120);
		assertThat(ink(drawn)).isPositive();
		assertThat(drawn).isNotEqualTo(this.pictures.png(word("?"), 120));
	}

	@Test
	void lettersOfOtherScriptsBecomeQuestionMarks() {
		assertThat(this.pictures.png(word("Ж"), 120)).isEqualTo(this.pictures.png(word("?"), 120));
	}

	/** The image of the container has no fonts and no library that looks for them. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void needsNoFontsOfTheMachine() throws IOException {
		this.pictures.png(word("Zażółć gęślą jaźń"), 120);
		assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("libawt.so").doesNotContain("libfontmanager");
	}

	@Test
	void drawsAllKindsOfShapes() throws IOException {
		for (String kind : List.of("bar", "bar best", "bar-estimated", "line", "point", "point-inside", "tick",
				"baseline", "heat-0", "heat-1", "heat-4", "heat-estimated")) {
			Sketch sketch = new Sketch(100).shape("bar", "M0 0h100v4h-100z")
				.shape(kind, kind.equals("point-inside") ? "M10 2h60" : "M10 10L60 60L10 60z");
			assertThat(this.pictures.png(sketch, 100)).as(kind)
				.isNotEqualTo(this.pictures.png(new Sketch(100).shape("bar", "M0 0h100v4h-100z"), 100));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> new Sketch(100).shape("<script>", "M0 0"));
	}

	@Test
	void breaksTextsAndCutsWhatDoesNotFit() {
		assertThat(Sketch.lines("Pamiętnik znaleziony w Saragossie", 40, Look.PLAIN, 350, 3))
			.containsExactly("Pamiętnik", "znaleziony w", "Saragossie");
		List<String> cut = Sketch.lines("Konstantynopolitańczykowianeczka ".repeat(20), 40, Look.PLAIN, 350, 2);
		assertThat(cut).hasSize(2).allSatisfy(line -> {
			assertThat(line).endsWith("…");
			assertThat(Sketch.width(line, 40, Look.PLAIN)).isLessThanOrEqualTo(350);
		});
	}

	@Test
	void picturesAreBounded() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.pictures.png(new Sketch(2001), 100));
		assertThatIllegalArgumentException().isThrownBy(() -> this.pictures.png(new Sketch(100), 2001));
	}

	@Test
	void manyAtOnceTakeTurns() throws Exception {
		byte[] alone = this.pictures.png(word("ChronoBook"), 120);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<byte[]>> drawn = IntStream.range(0, 12)
				.mapToObj(i -> threads.submit(() -> this.pictures.png(word("ChronoBook"), 120)))
				.toList();
			for (Future<byte[]> picture : drawn) {
				assertThat(picture.get()).isEqualTo(alone);
			}
		}
	}

	private static Sketch word(String text) {
		return new Sketch(700).text(text, 20, 90, 60, Look.STRONG, Anchor.START);
	}

	private static long ink(byte[] png) throws IOException {
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
		return IntStream.range(0, image.getWidth() * image.getHeight())
			.map(at -> image.getRGB(at % image.getWidth(), at / image.getWidth()))
			.filter(colour -> (colour & 0xff) < 0x80)
			.count();
	}

}
