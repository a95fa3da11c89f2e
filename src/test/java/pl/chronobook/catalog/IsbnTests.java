package pl.chronobook.catalog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IsbnTests {

	@ParameterizedTest
	@CsvSource({ "9788375780635, 9788375780635", "978-83-7578-063-5, 9788375780635", "978 83 7578 063 5, 9788375780635",
			"978–83–7578–063–5, 9788375780635", "8375780634, 9788375780635", "0-8044-2957-X, 9780804429573",
			"080442957x, 9780804429573", "9791034304158, 9791034304158" })
	void parsesAllNotations(String typed, String isbn) {
		assertThat(Isbn.parse(typed)).contains(new Isbn(isbn));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "9788375780636", "8375780635", "978837578063", "97883757806355", "9770317847001",
			"X375780634", "lalka", "080442957Y", "٩٧٨٨٣٧٥٧٨٠٦٣٥" })
	void otherTextsAreRefused(String typed) {
		assertThat(Isbn.parse(typed)).isEmpty();
	}

	@Test
	void singleWrongDigitIsDetected() {
		String isbn = "9788375780635";
		for (int place = 3; place < 13; place++) {
			for (char digit = '0'; digit <= '9'; digit++) {
				String changed = isbn.substring(0, place) + digit + isbn.substring(place + 1);
				assertThat(Isbn.parse(changed).isPresent()).as(changed).isEqualTo(changed.equals(isbn));
			}
		}
	}

	@Test
	void invalidIsbnCannotBeConstructed() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Isbn("9788375780636"));
		assertThatIllegalArgumentException().isThrownBy(() -> new Isbn("8375780634"));
	}

}
