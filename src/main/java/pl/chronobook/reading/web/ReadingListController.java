package pl.chronobook.reading.web;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleDatesException;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.StaleEntryException;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingList.Past;
import pl.chronobook.reading.domain.Sessions;
import pl.chronobook.reading.web.ListView.PastView;

/**
 * The list and each book on it. A form that is refused brings its page back with the
 * typed text and the reason beside it.
 */
@Controller
@RequestMapping("/reading-list")
class ReadingListController {

	private static final int NEWEST_SESSIONS = 10;

	/** How many of the past books stand on the list itself. */
	private static final int LAST_ONES = 20;

	private static final int PAGE_SIZE = 50;

	private static final int MOST_PAGES = 10_000;

	private final ReadingList readingList;

	private final Sessions sessions;

	private final Catalog catalog;

	private final Readers readers;

	ReadingListController(ReadingList readingList, Sessions sessions, Catalog catalog, Readers readers) {
		this.readingList = readingList;
		this.sessions = sessions;
		this.catalog = catalog;
		this.readers = readers;
	}

	@GetMapping
	String list(@CurrentReader ReaderId reader, Model model) {
		List<ListEntry> current = this.readingList.current(reader);
		Past finished = this.readingList.past(reader, ReadingStatus.FINISHED, 0, LAST_ONES);
		Past abandoned = this.readingList.past(reader, ReadingStatus.ABANDONED, 0, LAST_ONES);
		Map<BookId, Book> books = books(reader,
				Stream.of(current, finished.entries(), abandoned.entries()).flatMap(List::stream));
		model.addAttribute("list",
				ListView.of(current, PastView.of(finished, books), PastView.of(abandoned, books), books));
		model.addAttribute("today", this.readingList.today(reader));
		model.addAttribute("reader", reader.value());
		model.addAttribute("newId", UUID.randomUUID());
		return "reading/list";
	}

	@GetMapping("/finished")
	String finished(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "0") int page, Model model) {
		return past(reader, ReadingStatus.FINISHED, page, model);
	}

	@GetMapping("/abandoned")
	String abandoned(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "0") int page, Model model) {
		return past(reader, ReadingStatus.ABANDONED, page, model);
	}

	@GetMapping("/{id}")
	String entry(@CurrentReader ReaderId reader, @PathVariable UUID id, Model model) {
		ListEntry entry = this.readingList.entry(reader, new EntryId(id));
		Book book = Optional.ofNullable(this.catalog.find(reader, List.of(entry.book())).get(entry.book()))
			.orElseThrow(() -> new NoSuchEntryException(entry.id()));
		model.addAttribute("row", new ListView.Row(entry, book));
		model.addAttribute("reader", reader.value());
		model.addAttribute("newId", UUID.randomUUID());
		model.addAttribute("sessions", SessionsView.of(this.sessions.of(reader, entry.id(), NEWEST_SESSIONS),
				Map.of(entry.id(), book), this.readers.get(reader), NEWEST_SESSIONS));
		model.addAttribute("today", this.readingList.today(reader));
		return "reading/entry";
	}

	@PostMapping
	String add(@CurrentReader ReaderId reader, @RequestParam String ref, RedirectAttributes redirect) {
		BookRef bookRef;
		try {
			bookRef = new BookRef(ref);
		}
		catch (IllegalArgumentException ex) {
			throw new NoSuchBookException(ref);
		}
		Book book;
		try {
			book = this.catalog.resolve(reader, bookRef).orElseThrow(() -> new NoSuchBookException(ref));
		}
		catch (CatalogUnavailableException ex) {
			redirect.addFlashAttribute("toastText",
					"Nie udało się pobrać danych tej książki. Spróbuj za chwilę albo dodaj ją ręcznie.");
			return "redirect:/catalog/search";
		}
		ReadingList.Addition addition = this.readingList.add(reader, book);
		if (addition.isNew()) {
			redirect.addFlashAttribute("toastText", "Dodano „%s”.".formatted(book.title()));
			redirect.addFlashAttribute("toastUndo", "/reading-list/%s/remove".formatted(addition.entry().value()));
		}
		else {
			redirect.addFlashAttribute("toastText", "„%s” już jest na Twojej liście.".formatted(book.title()));
		}
		return "redirect:/reading-list";
	}

	@PostMapping("/{id}/start")
	String start(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam(defaultValue = "LIST") Place from) {
		this.readingList.start(reader, new EntryId(id), version);
		return from.redirect(id);
	}

	@PostMapping("/{id}/finish")
	String finish(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam(defaultValue = "") String start, @RequestParam(defaultValue = "") String end,
			@RequestParam(defaultValue = "LIST") Place from, RedirectAttributes redirect) {
		Typed typed = new Typed(id, from, "finish", start, end);
		typed.checked(() -> this.readingList.finish(reader, new EntryId(id), version, typed.start(), typed.end()));
		redirect.addFlashAttribute("toastText", "Zapisano jako przeczytaną.");
		return from.redirect(id);
	}

	@PostMapping("/{id}/abandon")
	String abandon(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam(defaultValue = "LIST") Place from) {
		this.readingList.abandon(reader, new EntryId(id), version);
		return from.redirect(id);
	}

	@PostMapping("/{id}/put-back")
	String putBack(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam(defaultValue = "LIST") Place from) {
		this.readingList.putBack(reader, new EntryId(id), version);
		return from.redirect(id);
	}

	@PostMapping("/{id}/progress")
	String progress(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam String page, @RequestParam(defaultValue = "LIST") Place from) {
		EntryId entry = new EntryId(id);
		Integer pageCount = this.readingList.entry(reader, entry).pageCount();
		Typed typed = new Typed(id, from, "progress", page, "");
		int target = Progress.parse(page, pageCount)
			.orElseThrow(() -> typed.refused((pageCount != null) ? "reading.page.range" : "reading.page.unknown",
					(pageCount != null) ? pageCount : PageCount.MAX));
		this.readingList.moveTo(reader, entry, version, target);
		return from.redirect(id);
	}

	@PostMapping("/{id}/pages")
	String pages(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam String pages, @RequestParam(defaultValue = "LIST") Place from) {
		Typed typed = new Typed(id, from, "pages", pages, "");
		PageCount count;
		try {
			count = new PageCount(Integer.parseInt(pages.strip()));
		}
		catch (IllegalArgumentException ex) {
			throw typed.refused("reading.pages.range", PageCount.MAX);
		}
		this.readingList.correctPageCount(reader, new EntryId(id), version, count);
		return from.redirect(id);
	}

	@PostMapping("/{id}/readings")
	String record(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version,
			@RequestParam(defaultValue = "") String start, @RequestParam(defaultValue = "") String end) {
		Typed typed = new Typed(id, Place.ENTRY, "reading", start, end);
		typed.checked(() -> this.readingList.record(reader, new EntryId(id), version, typed.dates()));
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/readings/{reading}")
	String changeReading(@CurrentReader ReaderId reader, @PathVariable UUID id, @PathVariable UUID reading,
			@RequestParam long version, @RequestParam(defaultValue = "") String start,
			@RequestParam(defaultValue = "") String end) {
		Typed typed = new Typed(id, Place.ENTRY, reading.toString(), start, end);
		typed.checked(() -> this.readingList.changeReading(reader, new EntryId(id), version, reading, typed.dates()));
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/readings/{reading}/remove")
	String forgetReading(@CurrentReader ReaderId reader, @PathVariable UUID id, @PathVariable UUID reading,
			@RequestParam long version) {
		this.readingList.forgetReading(reader, new EntryId(id), version, reading);
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/move")
	String move(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam(required = false) UUID before,
			@RequestParam(defaultValue = "0") int by) {
		if (by != 0) {
			this.readingList.moveBy(reader, new EntryId(id), by);
		}
		else {
			this.readingList.move(reader, new EntryId(id), (before != null) ? new EntryId(before) : null);
		}
		return "redirect:/reading-list";
	}

	@PostMapping("/{id}/remove")
	String remove(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		this.readingList.remove(reader, new EntryId(id));
		redirect.addFlashAttribute("toastText", "Usunięto z listy.");
		redirect.addFlashAttribute("toastUndo", "/reading-list/%s/restore".formatted(id));
		return "redirect:/reading-list";
	}

	@PostMapping("/{id}/restore")
	String restore(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		this.readingList.restore(reader, new EntryId(id));
		return "redirect:/reading-list";
	}

	@ExceptionHandler
	String refused(RefusedException refused, @CurrentReader ReaderId reader, Model model,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("refused", refused);
		return page(refused.from(), refused.entry(), reader, model);
	}

	@ExceptionHandler({ StaleEntryException.class, OptimisticLockingFailureException.class })
	String stale(RuntimeException stale, @CurrentReader ReaderId reader, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.CONFLICT.value());
		model.addAttribute("stale", true);
		boolean onEntry = Place.ENTRY.name().equals(request.getParameter("from"))
				|| request.getRequestURI().contains("/readings");
		return (stale instanceof StaleEntryException found && onEntry)
				? page(Place.ENTRY, found.entry().value(), reader, model) : list(reader, shown(model));
	}

	/** Inside the list a book that is gone leaves the rest of the list standing. */
	@ExceptionHandler
	@Nullable String gone(NoSuchEntryException gone, @CurrentReader ReaderId reader, Model model, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (request.getHeader("HX-Request") == null) {
			response.sendError(HttpStatus.NOT_FOUND.value());
			return null;
		}
		response.setStatus(HttpStatus.NOT_FOUND.value());
		model.addAttribute("gone", true);
		return list(reader, shown(model));
	}

	private String past(ReaderId reader, ReadingStatus status, int page, Model model) {
		Past past = this.readingList.past(reader, status, Math.clamp(page, 0, MOST_PAGES), PAGE_SIZE);
		model.addAttribute("past", PastView.of(past, books(reader, past.entries().stream())));
		model.addAttribute("status", status);
		return "reading/past";
	}

	private Map<BookId, Book> books(ReaderId reader, Stream<ListEntry> entries) {
		return this.catalog.find(reader, entries.map(ListEntry::book).toList());
	}

	private String page(Place place, UUID entry, ReaderId reader, Model model) {
		return (place == Place.ENTRY) ? entry(reader, entry, shown(model)) : list(reader, shown(model));
	}

	private static Model shown(Model model) {
		return model.addAttribute("currentPath", "/reading-list");
	}

	/**
	 * The page that a form stands on, and to which the reader returns.
	 */
	enum Place {

		LIST, ENTRY;

		String redirect(UUID entry) {
			return (this == LIST) ? "redirect:/reading-list" : "redirect:/reading-list/" + entry;
		}

	}

	/**
	 * What the reader typed into a form about one entry.
	 */
	private record Typed(UUID entry, Place from, String form, String first, String second) {

		@Nullable LocalDate start() {
			return date(this.first);
		}

		@Nullable LocalDate end() {
			return date(this.second);
		}

		ReadingDates dates() {
			return new ReadingDates(start(), end());
		}

		private @Nullable LocalDate date(String text) {
			try {
				return text.isBlank() ? null : LocalDate.parse(text.strip());
			}
			catch (DateTimeParseException ex) {
				throw refused("reading.dates.unreadable");
			}
		}

		void checked(Runnable action) {
			try {
				action.run();
			}
			catch (ImpossibleDatesException ex) {
				throw refused("reading.dates." + ex.reason());
			}
		}

		RefusedException refused(String message, Object... arguments) {
			return new RefusedException(this.entry, this.from, this.form, this.first, this.second, message, arguments);
		}

	}

	@ResponseStatus(HttpStatus.NOT_FOUND)
	private static final class NoSuchBookException extends RuntimeException {

		NoSuchBookException(String ref) {
			super("No such book: " + ref);
		}

	}

}
