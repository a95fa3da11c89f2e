package pl.chronobook.catalog.provider;

import org.junit.jupiter.api.Test;

import pl.chronobook.catalog.Isbn;

import static org.assertj.core.api.Assertions.assertThat;

class SearchQueryTests {

	@Test
	void sameWordsAreTheSameQuery() {
		assertThat(SearchQuery.parse("  Pan\tTADEUSZ ")).isEqualTo(SearchQuery.parse("pan tadeusz")).isPresent();
	}

	@Test
	void isbnIsEqualInAllNotations() {
		SearchQuery query = SearchQuery.parse("83-7578-063-4").orElseThrow();
		assertThat(query.isbn()).isEqualTo(new Isbn("9788375780635"));
		assertThat(SearchQuery.parse("9788375780635")).contains(query);
	}

	@Test
	void tooShortTextOrTextWithoutWordsIsNoQuery() {
		assertThat(SearchQuery.parse("")).isEmpty();
		assertThat(SearchQuery.parse(" a ")).isEmpty();
		assertThat(SearchQuery.parse("😀")).isEmpty();
		assertThat(SearchQuery.parse("?!?")).isEmpty();
		assertThat(SearchQuery.parse("Ja")).isPresent();
		assertThat(SearchQuery.parse("日本")).isPresent();
	}

	@Test
	void queryWordsContainNoOperators() {
		assertThat(SearchQuery.parse("tytuł:\"Lalka\" AND (x)").orElseThrow().words()).isEqualTo("tytuł lalka and x");
	}

}
