package pl.chronobook.catalog.provider;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * The part of the Open Library API that we use. Anything may be missing in an answer.
 *
 * @see <a href="https://openlibrary.org/dev/docs/api/search">Open Library Search API</a>
 */
@HttpExchange(accept = "application/json")
interface OpenLibraryApi {

	@GetExchange("/search.json")
	@Nullable Works search(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String isbn,
			@RequestParam(required = false) @Nullable String title,
			@RequestParam(required = false) @Nullable String author, @RequestParam String fields,
			@RequestParam int limit);

	record Works(@Nullable Number numFound, @Nullable List<@Nullable Work> docs) {
	}

	record Work(@Nullable String key, @Nullable String title,
			@JsonProperty("author_name") @Nullable List<@Nullable String> authorName,
			@JsonProperty("number_of_pages_median") @Nullable Number numberOfPagesMedian,
			@JsonProperty("first_publish_year") @Nullable Number firstPublishYear,
			@Nullable List<@Nullable String> isbn, @JsonProperty("cover_i") @Nullable Number coverId) {
	}

}
