package pl.chronobook.api.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.TbrList;
import pl.chronobook.reading.TbrList.Item;

@RestController
@RequestMapping(path = "/api/v1/reading-list", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Reading list")
class ReadingListApi {

	private final TbrList list;

	private final Catalog catalog;

	private final Writes writes;

	ReadingListApi(TbrList list, Catalog catalog, Writes writes) {
		this.list = list;
		this.catalog = catalog;
		this.writes = writes;
	}

	@GetMapping
	@Operation(operationId = "listBooks", summary = "The books of the list, in the reader's order")
	Page<ListItem> items(@CurrentReader ReaderId reader,
			@Parameter(description = "Only books with this status.") @RequestParam(
					required = false) @Nullable ReadingStatus status,
			@Parameter(description = "nextCursor of the part before.") @RequestParam(
					required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
		return Page.of(this.list.items(reader, status, Cursor.position(cursor), limit + 1), limit, ListItem::of,
				(item) -> Cursor.of(item.position()));
	}

	@GetMapping("/{id}")
	@Operation(operationId = "getBook", summary = "One book of the list")
	ListItem item(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		return ListItem.of(this.list.item(reader, new EntryId(id)));
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "addBook", summary = "Put a book at the end of the list",
			description = "ref comes from a search for books. A book that is on the list already stays where it is.")
	@ApiResponse(responseCode = "201", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "503")
	ResponseEntity<ListItem> add(@CurrentReader ReaderId reader,
			@RequestHeader(name = Writes.HEADER, required = false) @Size(min = 1, max = 255) @Nullable String key,
			@Valid @RequestBody NewItem item, HttpServletRequest request) {
		Optional<Book> book = BookRefs.parse(item.ref()).flatMap((ref) -> this.catalog.resolve(reader, ref));
		if (book.isEmpty()) {
			throw new UnknownBookException();
		}
		return this.writes.create(key, request, reader, item, ListItem.class,
				() -> ListItem.of(this.list.item(reader, this.list.add(reader, book.get()))));
	}

	@PutMapping(path = "/{id}/position", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "moveBook", summary = "Move a book among those of its status")
	ListItem move(@CurrentReader ReaderId reader, @PathVariable UUID id, @Valid @RequestBody NewPosition position) {
		EntryId entry = new EntryId(id);
		this.list.move(reader, entry, position.place());
		return ListItem.of(this.list.item(reader, entry));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "removeBook", summary = "Take a book off the list",
			description = "For thirty days the reader can undo it on the list's page.")
	void remove(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		this.list.remove(reader, new EntryId(id));
	}

	/** A book on the list, as JSON. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "ListedBook")
	record ListItem(@Schema(example = "0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4d") UUID id,
			@Schema(description = "Its reference, for searches and additions.",
					example = "book:0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4e") String ref,
			@Schema(example = "Lalka") String title, @Schema(example = "Bolesław Prus") String author,
			@Schema(example = "READING") ReadingStatus status,
			@Schema(description = "Absent while nobody knows the length.", example = "680") @Nullable Integer pages,
			@Schema(description = "The last page read, 0 before the first.", example = "120") int currentPage,
			@Schema(example = "2027-01-02T18:00:00Z") Instant addedAt,
			@Schema(description = "Absent unless the book is finished and the day is known.",
					example = "2027-02-01") @Nullable LocalDate finishedOn,
			@Schema(description = "Absent unless the reader has said.",
					example = "PAPER") BookDetails.@Nullable Format format,
			@Schema(description = "Whether the reader owns it.", example = "true") boolean owned,
			@Schema(description = "The reader's own words for it.", example = "[\"klub\"]") List<String> tags,
			@Schema(description = "The name of its series, if it belongs to one.",
					example = "Wiedźmin") @Nullable String series,
			@Schema(description = "Its number in the series, if known.", example = "2") @Nullable Integer volume,
			@Schema(description = "The length of an audiobook in minutes, if known.",
					example = "680") @Nullable Integer audioMinutes) {

		static ListItem of(Item item) {
			return new ListItem(item.id().value(), BookRef.of(item.book()).value(), item.title(), item.author(),
					item.status(), item.pageCount(), item.currentPage(), item.addedAt(), item.finishedOn(),
					item.details().format(), item.details().owned(), item.details().tags(), item.details().seriesName(),
					item.details().volume(), item.details().audioMinutes());
		}

	}

	/** A book to add to the list. */
	@Schema(name = "NewListedBook")
	record NewItem(@Schema(description = "The reference of the book, from a search.",
			example = "book:0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4e") @NotNull @Size(max = 100) String ref) {
	}

	/** The place of a book. */
	@Schema(name = "NewPosition")
	record NewPosition(@Schema(description = "The place among the books of the same status, from 1.",
			example = "1") @Min(1) @Max(1_000_000) @NotNull Integer place) {
	}

}
