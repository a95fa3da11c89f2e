package pl.chronobook.catalog.provider;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * The part of the API of the National Library of Poland that we use. Anything may be
 * missing in an answer.
 *
 * @see <a href="https://data.bn.org.pl/docs/bibs">Bibliographic records</a>
 */
@HttpExchange(accept = "application/json")
interface BibliotekaNarodowaApi {

	@GetExchange("/api/institutions/bibs.json")
	@Nullable Records search(@RequestParam(required = false) @Nullable String id,
			@RequestParam(required = false) @Nullable String isbnIssn,
			@RequestParam(required = false) @Nullable String title,
			@RequestParam(required = false) @Nullable String author,
			@RequestParam(required = false) @Nullable String kind, @RequestParam int limit);

	record Records(@Nullable List<@Nullable Bib> bibs) {
	}

	/**
	 * A bibliographic record.
	 *
	 * @param isbnIssn numbers, separated by blanks
	 * @param marc the record as MARC 21
	 */
	record Bib(@Nullable Number id, @Nullable String title, @Nullable String author, @Nullable String publicationYear,
			@Nullable String isbnIssn, @Nullable Boolean deleted, @Nullable Marc marc) {
	}

	/**
	 * A MARC 21 record in JSON.
	 *
	 * @param fields maps of one entry each, from the tag to the text of a control field
	 * or to the indicators and subfields of a data field
	 */
	record Marc(@Nullable List<@Nullable Map<String, Object>> fields) {
	}

}
