package pl.chronobook.reading.web;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.identity.CachedPage;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.NotFoundException;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.domain.StaleEntryException;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadThrough;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingList.Part;
import pl.chronobook.reading.domain.Sessions;
import pl.chronobook.reading.shelf.ListSearch;
import pl.chronobook.reading.web.shelf.LengthForm;
import pl.chronobook.reading.web.shelf.ListView;
import pl.chronobook.reading.web.shelf.ListView.PartView;
import pl.chronobook.reading.opinion.Opinions;

/**
 * The list and each book on it. A refused form redirects to its page, which shows the
 * typed text and the reason.
 */
@Controller
@RequestMapping("/reading-list")
class ReadingListController {

	private static final int NEWEST_SESSIONS = 60;

	/** The number of past books of either kind that the list itself shows. */
	private static final int LAST_ONES = 20;

	private static final int PAGE_SIZE = 30;

	private static final String PLACE = "[1-9]\\d{0,6}";

	/** The number of books in progress that the list itself shows. */
	private static final int BOOKS_IN_PROGRESS = 20;

	private static final int MOST_PAGES = 10_000;

	private final ReadingList readingList;

	private final ListSearch search;

	private final Sessions sessions;

	private final Opinions opinions;

	private final Catalog catalog;

	private final Readers readers;

	ReadingListController(ReadingList readingList, ListSearch search, Sessions sessions, Opinions opinions,
			Catalog catalog, Readers readers) {
		this.readingList = readingList;
		this.search = search;
		this.sessions = sessions;
		this.opinions = opinions;
		this.catalog = catalog;
		this.readers = readers;
	}

	@CachedPage
	@GetMapping
	String list(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "0") int part, Model model) {
		Part reading = this.readingList.inOrder(reader, ReadingStatus.READING, 0, BOOKS_IN_PROGRESS);
		Part waiting = this.readingList.inOrder(reader, ReadingStatus.TBR, Math.clamp(part, 0, MOST_PAGES), PAGE_SIZE);
		Part finished = this.readingList.past(reader, ReadingStatus.FINISHED, 0, LAST_ONES);
		Part abandoned = this.readingList.past(reader, ReadingStatus.ABANDONED, 0, LAST_ONES);
		Map<BookId, Book> books = books(reader,
				Stream.of(reading, waiting, finished, abandoned).flatMap(some -> some.entries().stream()));
		model.addAttribute("list", new ListView(PartView.of(reading, books), PartView.of(waiting, books),
				PartView.of(finished, books), PartView.of(abandoned, books)));
		model.addAttribute("firstPlace", waiting.page() * PAGE_SIZE + 1);
		model.addAttribute("today", this.readingList.today(reader));
		model.addAttribute("reader", reader.value());
		model.addAttribute("newId", Ids.next());
		addIfAbsent(model, "pageForm", new PageForm(null));
		addIfAbsent(model, "lengthForm", new LengthForm(null));
		addIfAbsent(model, "finishForm", new DatesForm(null, null));
		return "reading/list";
	}

	/** Redirects to the part of the list with a given place, and there to its book. */
	@GetMapping("/place")
	String jump(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String place,
			RedirectAttributes redirect) {
		if (!place.strip().matches(PLACE)) {
			redirect.addFlashAttribute("toast", "reading.toast.no-place");
			return "redirect:/reading-list";
		}
		int last = Math.max(1, this.readingList.inOrder(reader, ReadingStatus.TBR, 0, 1).total());
		return partOf(Math.min(Integer.parseInt(place.strip()), last)) + "#place-"
				+ Math.min(Integer.parseInt(place.strip()), last);
	}

	@GetMapping("/reading")
	String reading(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "0") int page, Model model) {
		return past(reader, ReadingStatus.READING, page, model);
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
	String entry(@CurrentReader ReaderId reader, @PathVariable EntryId id, Model model) {
		ListEntry entry = this.readingList.entry(reader, id);
		Book book = Optional.ofNullable(this.catalog.find(reader, List.of(entry.book())).get(entry.book()))
			.orElseThrow(() -> new NoSuchEntryException(entry.id()));
		ListView.Row row = new ListView.Row(entry, book);
		model.addAttribute("row", row);
		model.addAttribute("reader", reader.value());
		model.addAttribute("newId", Ids.next());
		model.addAttribute("sessions",
				SessionsView.of(this.sessions.of(reader, entry.id(), NEWEST_SESSIONS), Map.of(entry.id(), book),
						Map.of(entry.id(), Progress.Scale.of(entry)), this.readers.get(reader), NEWEST_SESSIONS));
		LocalDate today = this.readingList.today(reader);
		model.addAttribute("today", today);
		if (entry.status() == ReadingStatus.TBR) {
			model.addAttribute("place", this.readingList.place(reader, entry.id()));
		}
		if (entry.status() == ReadingStatus.READING || entry.status() == ReadingStatus.FINISHED) {
			model.addAttribute("next", next(reader, entry));
		}
		addIfAbsent(model, "editionForm", new LengthForm(null));
		addIfAbsent(model, "detailsForm", DetailsForm.of(entry.details()));
		addIfAbsent(model, "pageForm", new PageForm(row.getPosition()));
		addIfAbsent(model, "lengthForm", new LengthForm(Objects.toString(row.getPageCount(), "")));
		addIfAbsent(model, "finishForm", DatesForm.of(row.getStartedOn(), today));
		addIfAbsent(model, "opinionForm", OpinionForm.of(this.opinions.of(reader, entry.id())));
		addIfAbsent(model, "readingForm", new DatesForm(null, null));
		addIfAbsent(model, "changedReadingForm", new DatesForm(null, null));
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
			redirect.addFlashAttribute("toast", "reading.toast.unavailable");
			return "redirect:/catalog/search";
		}
		ReadingList.Addition addition = this.readingList.add(reader, book);
		if (addition.isNew()) {
			redirect.addFlashAttribute("toast", "reading.toast.added");
			redirect.addFlashAttribute("toastUndo", "/reading-list/%s/remove".formatted(addition.entry().value()));
		}
		else {
			redirect.addFlashAttribute("toast", "reading.toast.already-there");
		}
		redirect.addFlashAttribute("toastArguments", new Object[] { book.title() });
		return "redirect:/reading-list";
	}

	@GetMapping({ "/{id}/start", "/{id}/finish", "/{id}/abandon", "/{id}/put-back", "/{id}/progress", "/{id}/pages",
			"/{id}/details", "/{id}/edition", "/{id}/readings", "/{id}/readings/{reading}",
			"/{id}/readings/{reading}/remove", "/{id}/move", "/{id}/remove", "/{id}/restore", "/{id}/reopen",
			"/{id}/opinion" })
	String reopenedTab(@CurrentReader ReaderId reader, @PathVariable EntryId id) {
		mustBeListed(reader, id);
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/start")
	String start(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@RequestParam(defaultValue = "LIST") Place from) {
		this.readingList.start(reader, id, version);
		return from.redirect(id);
	}

	/**
	 * Finishes a book. If the book was begun today as far as is known, the reader is
	 * asked for the first day, because a book read within a day would move the forecast
	 * by months.
	 */
	@PostMapping("/{id}/finish")
	String finish(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@ModelAttribute("finishForm") DatesForm form, BindingResult result,
			@RequestParam(defaultValue = "LIST") Place from, RedirectAttributes redirect) {
		ListEntry before = this.readingList.entry(reader, id);
		if (form.start().isBlank() && isBegunToday(reader, before)) {
			DatesForm asked = form.end().isBlank() ? DatesForm.of(null, this.readingList.today(reader)) : form;
			BindingResult question = new BeanPropertyBindingResult(asked, "finishForm");
			question.rejectValue("start", "reading.dates.when-begun");
			return refused(question, reader, id, Place.ENTRY, redirect);
		}
		form.apply((start, end) -> this.readingList.finish(reader, id, version, start, end), result);
		if (result.hasErrors()) {
			return refused(result, reader, id, from, redirect);
		}
		redirect.addFlashAttribute("toast", "reading.toast.finished");
		redirect.addFlashAttribute("toastUndo",
				"/reading-list/%s/reopen?status=%s&page=%d".formatted(id, before.status(), before.currentPage()));
		redirect.addFlashAttribute("toastLink", "/reading-list/%s#dates-head".formatted(id));
		redirect.addFlashAttribute("toastLinkText", "reading.toast.correct-dates");
		redirect.addFlashAttribute("toastRate", "/reading-list/%s#opinion".formatted(id));
		redirect.addFlashAttribute("toastFinish", true);
		return from.redirect(id);
	}

	/** Keeps the reader's private rating and note. */
	@PostMapping("/{id}/opinion")
	String judge(@CurrentReader ReaderId reader, @PathVariable EntryId id, @ModelAttribute OpinionForm form,
			BindingResult result, RedirectAttributes redirect) {
		form.read(result).ifPresent(opinion -> this.opinions.keep(reader, id, form.replaces(), opinion));
		if (result.hasErrors()) {
			return refused(result, reader, id, Place.ENTRY, redirect);
		}
		redirect.addFlashAttribute("toast", "reading.toast.opinion-kept");
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/reopen")
	String reopen(@CurrentReader ReaderId reader, @PathVariable EntryId id,
			@RequestParam("status") ReadingStatus before, @RequestParam int page, RedirectAttributes redirect) {
		if (before == ReadingStatus.FINISHED || page < 0) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
		}
		this.readingList.reopen(reader, id, before, page);
		redirect.addFlashAttribute("toast", "reading.toast.reopened");
		return "redirect:/reading-list";
	}

	private boolean isBegunToday(ReaderId reader, ListEntry entry) {
		LocalDate today = this.readingList.today(reader);
		return entry.openReadThrough()
			.map(ReadThrough::dates)
			.map(ReadingDates::start)
			.filter(today::equals)
			.isPresent();
	}

	@PostMapping("/{id}/abandon")
	String abandon(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@RequestParam(defaultValue = "LIST") Place from) {
		this.readingList.abandon(reader, id, version);
		return from.redirect(id);
	}

	@PostMapping("/{id}/put-back")
	String putBack(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@RequestParam(defaultValue = "LIST") Place from) {
		this.readingList.putBack(reader, id, version);
		return from.redirect(id);
	}

	@PostMapping("/{id}/progress")
	String progress(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@ModelAttribute PageForm form, BindingResult result, @RequestParam(defaultValue = "LIST") Place from,
			RedirectAttributes redirect) {
		form.read(Progress.Scale.of(this.readingList.entry(reader, id)), result)
			.ifPresent(page -> this.readingList.moveTo(reader, id, version, page));
		return result.hasErrors() ? refused(result, reader, id, from, redirect) : from.redirect(id);
	}

	@PostMapping("/{id}/pages")
	String pages(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@ModelAttribute LengthForm form, BindingResult result, @RequestParam(defaultValue = "LIST") Place from,
			RedirectAttributes redirect) {
		form.read(result).ifPresent(pages -> this.readingList.correctPageCount(reader, id, version, pages));
		return result.hasErrors() ? refused(result, reader, id, from, redirect) : from.redirect(id);
	}

	/** Changes to another edition; the share that is read stays the same. */
	@PostMapping("/{id}/edition")
	String edition(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@ModelAttribute("editionForm") LengthForm form, BindingResult result, RedirectAttributes redirect) {
		form.read(result).ifPresent(pages -> this.readingList.changeEdition(reader, id, version, pages));
		if (result.hasErrors()) {
			return refused(result, reader, id, Place.ENTRY, redirect);
		}
		redirect.addFlashAttribute("toast", "reading.edition.changed");
		redirect.addFlashAttribute("toastArguments", new Object[] { this.readingList.entry(reader, id).currentPage() });
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/details")
	String details(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@ModelAttribute("detailsForm") DetailsForm form, BindingResult result, RedirectAttributes redirect) {
		form.read(result).ifPresent(details -> this.readingList.describe(reader, id, version, details));
		if (result.hasErrors()) {
			return refused(result, reader, id, Place.ENTRY, redirect);
		}
		redirect.addFlashAttribute("toast", "reading.details.saved");
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/readings")
	String record(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam long version,
			@ModelAttribute("readingForm") DatesForm form, BindingResult result, RedirectAttributes redirect) {
		form.apply((start, end) -> this.readingList.record(reader, id, version, new ReadingDates(start, end)), result);
		return result.hasErrors() ? refused(result, reader, id, Place.ENTRY, redirect) : Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/readings/{reading}")
	String changeReading(@CurrentReader ReaderId reader, @PathVariable EntryId id, @PathVariable UUID reading,
			@RequestParam long version, @ModelAttribute("changedReadingForm") DatesForm form, BindingResult result,
			RedirectAttributes redirect) {
		form.apply((start, end) -> this.readingList.changeReading(reader, id, version, reading,
				new ReadingDates(start, end)), result);
		if (result.hasErrors()) {
			redirect.addFlashAttribute("refusedReading", reading);
			return refused(result, reader, id, Place.ENTRY, redirect);
		}
		redirect.addFlashAttribute("toast", "reading.toast.dates-saved");
		return Place.ENTRY.redirect(id);
	}

	@PostMapping("/{id}/readings/{reading}/remove")
	String forgetReading(@CurrentReader ReaderId reader, @PathVariable EntryId id, @PathVariable UUID reading,
			@RequestParam long version) {
		this.readingList.forgetReading(reader, id, version, reading);
		return Place.ENTRY.redirect(id);
	}

	/**
	 * Moves a book and shows the part of the list that contains it now.
	 * @param before the book to stand before
	 * @param by the number of places to move by, down if positive
	 * @param place the place to move to, from 1, as the reader typed it
	 */
	@PostMapping("/{id}/move")
	String move(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam(required = false) UUID before,
			@RequestParam(defaultValue = "0") int by, @RequestParam(required = false) @Nullable String place,
			RedirectAttributes redirect) {
		if (place != null) {
			if (!place.strip().matches(PLACE)) {
				mustBeListed(reader, id);
				redirect.addFlashAttribute("toast", "reading.toast.no-place");
				return Place.ENTRY.redirect(id);
			}
			this.readingList.moveToPlace(reader, id, Integer.parseInt(place.strip()));
		}
		else if (by != 0) {
			this.readingList.moveBy(reader, id, by);
		}
		else {
			this.readingList.move(reader, id, (before != null) ? new EntryId(before) : null);
		}
		int now = this.readingList.place(reader, id);
		redirect.addFlashAttribute("toast", "reading.toast.moved");
		redirect.addFlashAttribute("toastArguments", new Object[] { now });
		return partOf(now);
	}

	private static String partOf(int place) {
		int part = (place - 1) / PAGE_SIZE;
		return (part > 0) ? "redirect:/reading-list?part=" + part : "redirect:/reading-list";
	}

	@PostMapping("/{id}/remove")
	String remove(@CurrentReader ReaderId reader, @PathVariable EntryId id, RedirectAttributes redirect) {
		this.readingList.remove(reader, id);
		redirect.addFlashAttribute("toast", "reading.toast.removed");
		redirect.addFlashAttribute("toastUndo", "/reading-list/%s/restore".formatted(id));
		return "redirect:/reading-list";
	}

	@PostMapping("/{id}/restore")
	String restore(@CurrentReader ReaderId reader, @PathVariable EntryId id, RedirectAttributes redirect) {
		this.readingList.restore(reader, id);
		redirect.addFlashAttribute("toast", "reading.toast.restored");
		return "redirect:/reading-list";
	}

	@ExceptionHandler({ StaleEntryException.class, OptimisticLockingFailureException.class })
	String stale(RuntimeException stale, @CurrentReader ReaderId reader, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.CONFLICT.value());
		model.addAttribute("stale", true);
		boolean onEntry = Place.ENTRY.name().equals(request.getParameter("from"))
				|| request.getRequestURI().contains("/readings") || request.getRequestURI().endsWith("/details")
				|| request.getRequestURI().endsWith("/edition") || request.getRequestURI().endsWith("/opinion");
		if (stale instanceof StaleEntryException found && onEntry) {
			try {
				return entry(reader, found.entry(), shown(model));
			}
			catch (NoSuchEntryException ex) {
				// It was removed since; the list without it tells that
			}
		}
		return list(reader, 0, shown(model));
	}

	/**
	 * Shows the rest of the list if a request from within the list is about a removed
	 * book.
	 */
	@ExceptionHandler
	@Nullable String gone(NoSuchEntryException gone, @CurrentReader ReaderId reader, Model model, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (request.getHeader("HX-Request") == null) {
			response.sendError(HttpStatus.NOT_FOUND.value());
			return null;
		}
		response.setStatus(HttpStatus.NOT_FOUND.value());
		model.addAttribute("gone", true);
		return list(reader, 0, shown(model));
	}

	private String past(ReaderId reader, ReadingStatus status, int page, Model model) {
		int part = Math.clamp(page, 0, MOST_PAGES);
		Part past = (status == ReadingStatus.READING) ? this.readingList.inOrder(reader, status, part, PAGE_SIZE)
				: this.readingList.past(reader, status, part, PAGE_SIZE);
		model.addAttribute("past", PartView.of(past, books(reader, past.entries().stream())));
		model.addAttribute("ratings",
				this.opinions.ratings(reader, past.entries().stream().map(ListEntry::id).toList()));
		model.addAttribute("status", status);
		model.addAttribute("lengthForm", new LengthForm(null));
		return "reading/past";
	}

	/**
	 * Returns the next volume of the series that waits on the list; null if none does.
	 */
	private ListView.@Nullable Row next(ReaderId reader, ListEntry entry) {
		return this.search.next(reader, entry)
			.map(later -> new ListView.Row(later,
					Objects.requireNonNull(books(reader, Stream.of(later)).get(later.book()))))
			.orElse(null);
	}

	private Map<BookId, Book> books(ReaderId reader, Stream<ListEntry> entries) {
		return this.catalog.find(reader, entries.map(ListEntry::book).toList());
	}

	/**
	 * Redirects to the page of the form. The typed texts and the reason are flash
	 * attributes. A book that was removed meanwhile is not found.
	 */
	private String refused(BindingResult result, ReaderId reader, EntryId entry, Place from,
			RedirectAttributes redirect) {
		mustBeListed(reader, entry);
		result.getModel().forEach(redirect::addFlashAttribute);
		redirect.addFlashAttribute("refusedEntry", entry.value());
		return from.redirect(entry);
	}

	private void mustBeListed(ReaderId reader, EntryId entry) {
		this.readingList.entry(reader, entry);
	}

	private static void addIfAbsent(Model model, String name, Object form) {
		if (!model.containsAttribute(name)) {
			model.addAttribute(name, form);
		}
	}

	private static Model shown(Model model) {
		return model.addAttribute("currentPath", "/reading-list");
	}

	/**
	 * The page of a form, to which the reader returns.
	 */
	enum Place {

		LIST, ENTRY;

		String redirect(EntryId entry) {
			return (this == LIST) ? "redirect:/reading-list" : "redirect:/reading-list/" + entry;
		}

	}

	private static final class NoSuchBookException extends NotFoundException {

		NoSuchBookException(String ref) {
			super("No such book: " + ref);
		}

	}

}
