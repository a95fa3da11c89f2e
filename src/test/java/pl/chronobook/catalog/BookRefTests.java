package pl.chronobook.catalog;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BookRefTests {

	@Test
	void parsesAReferenceToAProvider() {
		BookId id = new BookId(UUID.randomUUID());
		assertThat(BookRef.of(id).source()).isEqualTo(BookRef.Source.CATALOG);
		assertThat(BookRef.of(id).bookId()).isEqualTo(id);
		BookRef google = new BookRef("google:a_B-1");
		assertThat(google.source()).isEqualTo(BookRef.Source.GOOGLE_BOOKS);
		assertThat(google.key()).isEqualTo("a_B-1");
		assertThatIllegalStateException().isThrownBy(google::bookId);
		assertThat(new BookRef("openlibrary:OL1W/9788375780635").key()).isEqualTo("OL1W/9788375780635");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "google:", "book:1", "google:a/b", "google:a?key=1", "openlibrary:OL1M",
			"openlibrary:../x", "https://example.org", "google:a\n" })
	void otherTextsAreRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BookRef(value));
	}

}
