package pl.chronobook.catalog.provider;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * The part of the Google Books API that we use. Anything may be missing in an answer.
 *
 * @see <a href="https://developers.google.com/books/docs/v1/reference/volumes">Google
 * Books API</a>
 */
@HttpExchange(url = "/books/v1", accept = "application/json")
interface GoogleBooksApi {

	String VOLUME_FIELDS = "id,volumeInfo(title,authors,publishedDate,industryIdentifiers,pageCount,imageLinks/thumbnail)";

	@GetExchange("/volumes")
	@Nullable Volumes search(@RequestParam String q, @RequestParam int maxResults, @RequestParam String printType,
			@RequestParam String country, @RequestParam String fields);

	@GetExchange("/volumes/{id}")
	@Nullable Volume volume(@PathVariable String id, @RequestParam String country, @RequestParam String fields);

	record Volumes(@Nullable Number totalItems, @Nullable List<@Nullable Volume> items) {
	}

	record Volume(@Nullable String id, @Nullable VolumeInfo volumeInfo) {
	}

	record VolumeInfo(@Nullable String title, @Nullable List<@Nullable String> authors, @Nullable String publishedDate,
			@Nullable List<@Nullable Identifier> industryIdentifiers, @Nullable Number pageCount,
			@Nullable ImageLinks imageLinks) {
	}

	record Identifier(@Nullable String type, @Nullable String identifier) {
	}

	record ImageLinks(@Nullable String thumbnail) {
	}

}
