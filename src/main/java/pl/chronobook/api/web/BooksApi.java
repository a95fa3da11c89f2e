package pl.chronobook.api.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookFinder;
import pl.chronobook.catalog.BookFinder.FoundBooks;
import pl.chronobook.catalog.BookFinder.FoundBook;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

@RestController
@RequestMapping(path = "/api/v1/books", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Books")
class BooksApi {

	private final BookFinder finder;

	private final Catalog catalog;

	private final Writes writes;

	BooksApi(BookFinder finder, Catalog catalog, Writes writes) {
		this.finder = finder;
		this.catalog = catalog;
		this.writes = writes;
	}

	@GetMapping
	@Operation(operationId = "searchBooks", summary = "Search for books by title, author or ISBN",
			description = "Asks the providers of book data, which may take seconds.")
	SearchView search(@CurrentReader ReaderId reader,
			@Parameter(example = "Lalka Prus") @RequestParam @Size(min = 1, max = 200) String q) {
		return SearchView.of(this.finder.find(reader, q));
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "createBook", summary = "Describe a book that no search finds",
			description = "The book is the reader's own. One with the same ISBN, or the same title and author, is "
					+ "returned instead of a second one.")
	@ApiResponse(responseCode = "201", useReturnTypeSchema = true)
	ResponseEntity<BookView> create(@CurrentReader ReaderId reader,
			@RequestHeader(name = Writes.HEADER, required = false) @Size(min = 1, max = 255) @Nullable String key,
			@Valid @RequestBody BookDescription described, HttpServletRequest request) {
		NewBook book = described.toBook();
		return this.writes.create(key, request, reader, described, BookView.class,
				() -> BookView.of(this.catalog.findOrAdd(reader, List.of(book)).values().iterator().next()));
	}

	/** The result of a search, as JSON. */
	@Schema(name = "BookSearch")
	record SearchView(List<BookView> items, @Schema(description = "Whether every provider that was asked answered.",
			example = "true") boolean complete) {

		static SearchView of(FoundBooks found) {
			return new SearchView(found.books().stream().map(BookView::of).toList(), found.complete());
		}

	}

	/** A book, as JSON. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Book")
	record BookView(
			@Schema(description = "Names the book in other requests.", example = "google:zyTCAlFPjgYC") String ref,
			@Schema(example = "Lalka") String title, @Schema(example = "Bolesław Prus") String author,
			@Schema(example = "1890") @Nullable Integer year, @Schema(example = "680") @Nullable Integer pages,
			@Schema(example = "9788373271890") @Nullable String isbn) {

		static BookView of(FoundBook book) {
			return new BookView(book.ref().value(), book.title(), book.author(), book.year(), pages(book.pageCount()),
					isbn(book.isbn()));
		}

		static BookView of(Book book) {
			return new BookView(BookRef.of(book.id()).value(), book.title(), book.author(), null,
					pages(book.pageCount()), isbn(book.isbn()));
		}

		private static @Nullable Integer pages(@Nullable PageCount count) {
			return (count != null) ? count.value() : null;
		}

		private static @Nullable String isbn(@Nullable Isbn isbn) {
			return (isbn != null) ? isbn.value() : null;
		}

	}

	/** A book that the reader describes. */
	@Schema(name = "NewBook")
	record BookDescription(
			@Schema(example = "Pamiętnik babci") @NotBlank @Size(max = NewBook.LONGEST_TITLE) String title,
			@Schema(example = "Zofia Kowalska") @NotBlank @Size(max = NewBook.LONGEST_AUTHOR) String author,
			@Schema(example = "120") @Min(1) @Max(PageCount.MAX) @Nullable Integer pages,
			@Schema(example = "9788373271890") @Size(max = 20) @Nullable String isbn) {

		@SuppressWarnings("NullAway") // the constraints refuse what becomes null
		BookDescription {
			title = Texts.clean(title);
			author = Texts.clean(author);
			isbn = Texts.clean(isbn);
		}

		NewBook toBook() {
			Isbn known = (this.isbn != null) ? Isbn.parse(this.isbn).orElse(null) : null;
			return new NewBook(this.title, this.author, (this.pages != null) ? new PageCount(this.pages) : null, known);
		}

	}

}
