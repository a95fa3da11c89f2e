package pl.chronobook.browser;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PictureAgeTests {

	@Test
	void pagesAreAlikeByTheShareOfTheirCommonTraits() {
		List<String> page = List.of("h1: Lista", "button: Dodaj", "label: Szukaj", "h2: Czytam");
		assertThat(PictureAge.alike(page, page)).isOne();
		assertThat(PictureAge.alike(page, List.of("h1: Lista", "button: Dodaj", "label: Szukaj"))).isEqualTo(0.75);
		assertThat(PictureAge.alike(page, List.of("h1: Lista", "button: Dodaj", "label: Szukaj", "h2: Czytasz")))
			.isEqualTo(0.6);
		assertThat(PictureAge.alike(page, List.of("h1: Strona"))).isZero();
	}

}
