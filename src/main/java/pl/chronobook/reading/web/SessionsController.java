package pl.chronobook.reading.web;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.domain.StaleEntryException;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.Pages;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingSession;
import pl.chronobook.reading.domain.ReadingTimer;
import pl.chronobook.reading.domain.Sessions;
import pl.chronobook.reading.web.shelf.ListView;
import pl.chronobook.reading.domain.Sitting;
import pl.chronobook.reading.domain.TimedSession;

/**
 * The page with the timer and the sessions, and the form of one session.
 */
@Controller
@RequestMapping("/sessions")
class SessionsController {

	private static final int PAGE_SIZE = 30;

	/** The number of current and of waiting books that can be chosen. */
	private static final int OFFERED_BOOKS = 50;

	/** The number of finished and of abandoned books that can be chosen. */
	private static final int LAST_BOOKS = 50;

	private final Sessions sessions;

	private final ReadingTimer timer;

	private final ReadingList readingList;

	private final Catalog catalog;

	private final Readers readers;

	private final SessionToast toast;

	private final Clock clock;

	SessionsController(Sessions sessions, ReadingTimer timer, ReadingList readingList, Catalog catalog, Readers readers,
			SessionToast toast, Clock clock) {
		this.sessions = sessions;
		this.timer = timer;
		this.readingList = readingList;
		this.catalog = catalog;
		this.readers = readers;
		this.toast = toast;
		this.clock = clock;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable UUID after, Model model) {
		Instant now = this.clock.instant();
		Reader account = this.readers.get(reader);
		List<TimedSession> open = this.timer.open(reader);
		List<ReadingSession> newest = this.sessions.newest(reader, (after != null) ? new SessionId(after) : null,
				PAGE_SIZE + 1);
		List<ListEntry> entries = current(reader);
		List<ListEntry> shown = with(reader, entries,
				Stream.concat(open.stream().map(TimedSession::entry), newest.stream().map(ReadingSession::entry)));
		Map<EntryId, Book> books = books(reader, shown);
		Map<EntryId, Progress.Scale> scales = shown.stream()
			.collect(Collectors.toMap(ListEntry::id, Progress.Scale::of));
		List<TimerView> timers = open.stream()
			.filter(found -> books.containsKey(found.entry()))
			.map(found -> TimerView.of(found, this.timer.outlook(reader, found), books.get(found.entry()),
					Objects.requireNonNull(scales.get(found.entry())), account.zone(), now))
			.toList();
		model.addAttribute("reader", reader.value());
		model.addAttribute("newId", Ids.next());
		model.addAttribute("running", timers.stream().filter(view -> !view.stopped()).findFirst().orElse(null));
		model.addAttribute("stopped", timers.stream().filter(TimerView::stopped).toList());
		model.addAttribute("reading", rows(entries, books, ReadingStatus.READING));
		model.addAttribute("waiting", rows(entries, books, ReadingStatus.TBR));
		model.addAttribute("sessions", SessionsView.of(newest, books, scales, account, PAGE_SIZE));
		model.addAttribute("today", account.dayOf(now));
		model.addAttribute("earlier", after != null);
		addIfAbsent(model, "stoppedForm", SessionForm.blank(null, now.atZone(account.zone())));
		addIfAbsent(model, "minutesForm", new MinutesForm(null));
		return "reading/sessions";
	}

	@GetMapping("/new")
	String form(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable UUID entry, Model model) {
		addIfAbsent(model, "sessionId", Ids.next());
		addIfAbsent(model, "sessionForm",
				SessionForm.blank(entry, this.clock.instant().atZone(this.readers.get(reader).zone())));
		return formPage(reader, model);
	}

	@PostMapping
	String log(@CurrentReader ReaderId reader, @RequestParam SessionId id, @ModelAttribute SessionForm form,
			BindingResult result, RedirectAttributes redirect) {
		Optional<Sessions.Logged> logged = SessionForm.attempt(() -> {
			EntryId entry = form.book();
			Pages pages = form.read(Progress.Scale.of(this.readingList.entry(reader, entry)), null);
			Sitting sitting = form.sitting(this.readers.get(reader).zone(), null);
			return this.sessions.log(reader, id, entry, sitting, pages, form.note(), form.insisted());
		}, result);
		if (logged.isEmpty()) {
			redirect.addFlashAttribute("sessionId", id.value());
			return refused(result, "/sessions/new", redirect);
		}
		this.toast.show(logged.get(), redirect);
		return "redirect:/sessions";
	}

	@GetMapping("/{id}")
	String session(@CurrentReader ReaderId reader, @PathVariable SessionId id, Model model) {
		ReadingSession session = this.sessions.get(reader, id);
		// The session of a removed book has no page
		Progress.Scale book = scale(reader, session);
		model.addAttribute("logged", session);
		model.addAttribute("sessionId", id.value());
		addIfAbsent(model, "sessionForm", SessionForm.of(session, book, this.readers.get(reader).zone()));
		return formPage(reader, model);
	}

	@PostMapping("/{id}")
	String change(@CurrentReader ReaderId reader, @PathVariable SessionId id, @RequestParam long version,
			@ModelAttribute SessionForm form, BindingResult result, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		ReadingSession session = this.sessions.get(reader, id);
		try {
			Optional<Sessions.Logged> changed = SessionForm.attempt(() -> {
				Pages pages = form.read(scale(reader, session), session);
				Sitting sitting = form.sitting(this.readers.get(reader).zone(), session);
				return this.sessions.change(reader, session.id(), version, sitting, pages, form.note(),
						form.insisted());
			}, result);
			if (changed.isEmpty()) {
				return refused(result, "/sessions/" + id, redirect);
			}
			this.toast.show(changed.get(), redirect);
			return "redirect:/sessions";
		}
		catch (StaleEntryException | OptimisticLockingFailureException ex) {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("stale", true);
			ReadingSession current = this.sessions.get(reader, session.id());
			model.addAttribute("sessionForm",
					SessionForm.of(current, scale(reader, current), this.readers.get(reader).zone()));
			return session(reader, id, model);
		}
	}

	@PostMapping("/{id}/remove")
	String remove(@CurrentReader ReaderId reader, @PathVariable SessionId id, RedirectAttributes redirect) {
		this.sessions.remove(reader, id);
		redirect.addFlashAttribute("toast", "reading.session.removed");
		redirect.addFlashAttribute("toastUndo", "/sessions/%s/restore".formatted(id));
		return "redirect:/sessions";
	}

	@PostMapping("/{id}/restore")
	String restore(@CurrentReader ReaderId reader, @PathVariable SessionId id, RedirectAttributes redirect) {
		this.sessions.restore(reader, id);
		redirect.addFlashAttribute("toast", "reading.session.restored");
		return "redirect:/sessions";
	}

	@GetMapping({ "/{id}/remove", "/{id}/restore" })
	String reopenedTab() {
		return "redirect:/sessions";
	}

	/** The scale of a book, for the form that shows one of its sessions. */
	private Progress.Scale scale(ReaderId reader, ReadingSession session) {
		return Progress.Scale.of(this.readingList.entry(reader, session.entry()))
			.showing(session.fromPage(), session.toPage());
	}

	private String formPage(ReaderId reader, Model model) {
		SessionForm form = (SessionForm) Objects.requireNonNull(model.getAttribute("sessionForm"));
		ReadingSession logged = (ReadingSession) model.getAttribute("logged");
		List<ListEntry> entries = with(reader,
				Stream
					.of(current(reader), this.readingList.past(reader, ReadingStatus.FINISHED, 0, LAST_BOOKS).entries(),
							this.readingList.past(reader, ReadingStatus.ABANDONED, 0, LAST_BOOKS).entries())
					.flatMap(List::stream)
					.toList(),
				chosen(form, logged).stream());
		Map<EntryId, Book> books = books(reader, entries);
		if (logged != null) {
			model.addAttribute("bookTitle", Objects.requireNonNull(books.get(logged.entry())).title());
			model.addAttribute("audio", entries.stream()
				.anyMatch(entry -> entry.id().equals(logged.entry()) && Progress.Scale.of(entry).isAudio()));
		}
		model.addAttribute("books",
				Stream.of(ReadingStatus.values())
					.sorted((one, other) -> Integer.compare(rank(one), rank(other)))
					.flatMap(status -> rows(entries, books, status).stream())
					.toList());
		model.addAttribute("today", this.clock.instant().atZone(this.readers.get(reader).zone()).toLocalDate());
		return "reading/session";
	}

	private static Optional<EntryId> chosen(SessionForm form, @Nullable ReadingSession logged) {
		if (logged != null) {
			return Optional.of(logged.entry());
		}
		try {
			return Optional.of(form.book());
		}
		catch (UnreadableFieldException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Redirects to the page of the form. The typed texts and the reason are flash
	 * attributes.
	 */
	private static String refused(BindingResult result, String page, RedirectAttributes redirect) {
		result.getModel().forEach(redirect::addFlashAttribute);
		return "redirect:" + page;
	}

	private static void addIfAbsent(Model model, String name, Object value) {
		if (!model.containsAttribute(name)) {
			model.addAttribute(name, value);
		}
	}

	/** Returns the books that are being read or waiting, as many as a page can offer. */
	private List<ListEntry> current(ReaderId reader) {
		return Stream.of(ReadingStatus.READING, ReadingStatus.TBR)
			.flatMap(status -> this.readingList.first(reader, status, OFFERED_BOOKS).stream())
			.toList();
	}

	/** Returns the given books and those of the given entries. */
	private List<ListEntry> with(ReaderId reader, List<ListEntry> entries, Stream<EntryId> named) {
		Set<EntryId> missing = named.collect(Collectors.toCollection(LinkedHashSet::new));
		entries.forEach(entry -> missing.remove(entry.id()));
		return missing.isEmpty() ? entries
				: Stream.concat(entries.stream(), this.readingList.entries(reader, missing).stream()).toList();
	}

	private Map<EntryId, Book> books(ReaderId reader, List<ListEntry> entries) {
		Map<BookId, Book> found = this.catalog.find(reader, entries.stream().map(ListEntry::book).toList());
		Map<EntryId, Book> books = new HashMap<>();
		entries.forEach(entry -> books.put(entry.id(), Objects.requireNonNull(found.get(entry.book()))));
		return books;
	}

	private static List<ListView.Row> rows(List<ListEntry> entries, Map<EntryId, Book> books, ReadingStatus status) {
		return entries.stream()
			.filter(entry -> entry.status() == status)
			.map(entry -> new ListView.Row(entry, Objects.requireNonNull(books.get(entry.id()))))
			.toList();
	}

	private static int rank(ReadingStatus status) {
		return (status == ReadingStatus.READING) ? 0 : 1;
	}

}
