package pl.chronobook.reading.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.StaleEntryException;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.Pages;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingSession;
import pl.chronobook.reading.domain.ReadingTimer;
import pl.chronobook.reading.domain.ReadingTimer.Discarded;
import pl.chronobook.reading.domain.Sessions;
import pl.chronobook.reading.domain.Sitting;
import pl.chronobook.reading.domain.TimedSession;

/**
 * The timer and the sessions. A step of the timer that a phone took without a network
 * comes later, with the times it was taken and sent at ({@code at}, {@code sent},
 * milliseconds of the phone's own clock, so that a wrong clock does no harm). It is
 * answered without a page: 204 if nothing more is to be done, 409 if it may be sent again
 * later, 422 with the reason in words if it was in vain.
 */
@Controller
@RequestMapping("/sessions")
class SessionsController {

	private static final int PAGE_SIZE = 30;

	private static final String NOT_KEPT = "Ta sesja trwała mniej niż 30 sekund, więc jej nie zapisano.";

	private static final String NOT_DELIVERED = "Ta sesja trwała mniej niż 30 sekund albo czekała na wysłanie ponad 30 dni, więc jej nie zapisano.";

	private static final String NO_BOOK = "Tej książki nie ma już na Twojej liście, więc sesji nie zapisano.";

	/** How many of the past books can be chosen for a session, of either kind. */
	private static final int LAST_BOOKS = 50;

	private final Sessions sessions;

	private final ReadingTimer timer;

	private final ReadingList readingList;

	private final Catalog catalog;

	private final Readers readers;

	private final Clock clock;

	SessionsController(Sessions sessions, ReadingTimer timer, ReadingList readingList, Catalog catalog, Readers readers,
			Clock clock) {
		this.sessions = sessions;
		this.timer = timer;
		this.readingList = readingList;
		this.catalog = catalog;
		this.readers = readers;
		this.clock = clock;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable UUID after, Model model) {
		Instant now = this.clock.instant();
		Reader account = this.readers.get(reader);
		List<TimedSession> open = this.timer.open(reader);
		List<ReadingSession> newest = this.sessions.newest(reader, (after != null) ? new SessionId(after) : null,
				PAGE_SIZE + 1);
		List<ListEntry> entries = this.readingList.current(reader);
		Map<EntryId, Book> books = books(reader, with(reader, entries,
				Stream.concat(open.stream().map(TimedSession::entry), newest.stream().map(ReadingSession::entry))));
		List<TimerView> timers = open.stream()
			.filter(found -> books.containsKey(found.entry()))
			.map(found -> TimerView.of(found, this.timer.outlook(reader, found), books.get(found.entry()),
					account.zone(), now))
			.toList();
		model.addAttribute("reader", reader.value());
		model.addAttribute("newId", UUID.randomUUID());
		model.addAttribute("running", timers.stream().filter(view -> !view.stopped()).findFirst().orElse(null));
		model.addAttribute("stopped", timers.stream().filter(TimerView::stopped).toList());
		model.addAttribute("reading", rows(entries, books, ReadingStatus.READING));
		model.addAttribute("waiting", rows(entries, books, ReadingStatus.TBR));
		model.addAttribute("sessions", SessionsView.of(newest, books, account, PAGE_SIZE));
		model.addAttribute("today", account.dayOf(now));
		model.addAttribute("earlier", after != null);
		return "reading/sessions";
	}

	@PostMapping("/timer")
	Object start(@CurrentReader ReaderId reader, @RequestParam UUID id, @RequestParam UUID entry, Step step,
			@RequestParam(required = false) @Nullable Long stopped, @RequestParam(defaultValue = "0") long paused,
			RedirectAttributes redirect) {
		if (step.isOfAnother(reader)) {
			return ResponseEntity.status(HttpStatus.CONFLICT).build();
		}
		if (step.isLate()) {
			return deliver(reader, new SessionId(id), new EntryId(entry), step, stopped, paused);
		}
		if (!this.timer.start(reader, new SessionId(id), new EntryId(entry), null)) {
			redirect.addFlashAttribute("toastText", "Stoper już chodzi. Najpierw go zatrzymaj.");
		}
		return "redirect:/sessions";
	}

	private ResponseEntity<?> deliver(ReaderId reader, SessionId id, EntryId entry, Step step, @Nullable Long stopped,
			long paused) {
		Instant at = step.taken(this.clock);
		try {
			if (at == null || stopped == null) {
				return ResponseEntity
					.status(this.timer.start(reader, id, entry, at) ? HttpStatus.NO_CONTENT : HttpStatus.CONFLICT)
					.build();
			}
			Instant end = Objects.requireNonNull(new Step(stopped, step.sent(), null).taken(this.clock));
			boolean kept = this.timer.deliver(reader, id, entry, at, end,
					Duration.ofMillis(Math.clamp(paused, 0, Duration.ofDays(1).toMillis())));
			return kept ? ResponseEntity.noContent().build() : inVain(NOT_DELIVERED);
		}
		catch (NoSuchEntryException ex) {
			return inVain(NO_BOOK);
		}
	}

	@PostMapping("/timer/{id}/pause")
	Object pause(@CurrentReader ReaderId reader, @PathVariable UUID id, Step step) {
		return step.isOfAnother(reader) ? ResponseEntity.status(HttpStatus.CONFLICT).build()
				: answer(step, () -> this.timer.pause(reader, new SessionId(id), step.taken(this.clock)));
	}

	@PostMapping("/timer/{id}/resume")
	Object resume(@CurrentReader ReaderId reader, @PathVariable UUID id, Step step) {
		return step.isOfAnother(reader) ? ResponseEntity.status(HttpStatus.CONFLICT).build()
				: answer(step, () -> this.timer.resume(reader, new SessionId(id), step.taken(this.clock)));
	}

	@PostMapping("/timer/{id}/stop")
	Object stop(@CurrentReader ReaderId reader, @PathVariable UUID id, Step step,
			@RequestParam(defaultValue = "") String minutes, RedirectAttributes redirect) {
		if (step.isOfAnother(reader)) {
			return ResponseEntity.status(HttpStatus.CONFLICT).build();
		}
		boolean kept;
		if (minutes.isBlank()) {
			kept = this.timer.stop(reader, new SessionId(id), step.taken(this.clock));
		}
		else if (minutes.strip().matches("\\d{1,4}")) {
			kept = this.timer.stopAfter(reader, new SessionId(id),
					Duration.ofMinutes(Integer.parseInt(minutes.strip())));
		}
		else {
			redirect.addFlashAttribute("refusedMinutes", minutes);
			redirect.addFlashAttribute("refusedMinutesOf", id);
			return "redirect:/sessions";
		}
		if (step.isLate()) {
			return kept ? ResponseEntity.noContent().build() : inVain(NOT_KEPT);
		}
		if (!kept) {
			redirect.addFlashAttribute("toastText", NOT_KEPT);
		}
		return "redirect:/sessions";
	}

	@PostMapping("/timer/{id}/confirm")
	String confirm(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		this.timer.confirm(reader, new SessionId(id));
		return "redirect:/sessions";
	}

	@PostMapping("/timer/{id}/discard")
	String discard(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		Discarded discarded = this.timer.discard(reader, new SessionId(id));
		redirect.addFlashAttribute("toastText", switch (discarded) {
			case DISCARDED -> "Odrzucono tę sesję.";
			case NOTHING -> NOT_KEPT;
			case LOGGED -> "Ta sesja jest już zapisana, więc została. Możesz ją usunąć na jej stronie.";
		});
		if (discarded == Discarded.DISCARDED) {
			redirect.addFlashAttribute("toastUndo", "/sessions/timer/%s/restore".formatted(id));
		}
		return "redirect:/sessions";
	}

	@PostMapping("/timer/{id}/restore")
	String bringBack(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		if (!this.timer.restore(reader, new SessionId(id))) {
			redirect.addFlashAttribute("toastText",
					"Ta sesja nie może wrócić, bo minęło 30 dni albo jej książki nie ma już na Twojej liście.");
		}
		return "redirect:/sessions";
	}

	@PostMapping("/timer/{id}/finish")
	String finish(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam(defaultValue = "") String from,
			@RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") String note, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		TypedSession typed = new TypedSession(null, "", "", "", "", from, to, "", note);
		try {
			Integer pageCount = this.timer.open(reader)
				.stream()
				.filter(found -> found.id().value().equals(id))
				.findFirst()
				.map(found -> this.readingList.entry(reader, found.entry()).pageCount())
				.orElse(null);
			Pages pages = typed.read(pageCount);
			return logged(this.timer.finish(reader, new SessionId(id), pages, note), redirect);
		}
		catch (UnreadableSessionException | ImpossibleSessionException ex) {
			refuse(ex, typed, model, response);
			model.addAttribute("refusedTimer", id);
			return page(reader, null, model);
		}
	}

	@GetMapping("/new")
	String form(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable UUID entry, Model model) {
		return form(reader, UUID.randomUUID(),
				TypedSession.blank(entry, this.clock.instant().atZone(this.readers.get(reader).zone())), model);
	}

	@PostMapping
	String log(@CurrentReader ReaderId reader, @RequestParam UUID id, TypedSession typed,
			@RequestParam(defaultValue = "false") boolean insist, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		try {
			if (typed.entry() == null) {
				throw new UnreadableSessionException("entry", "reading.session.no-book");
			}
			EntryId entry = new EntryId(typed.entry());
			Pages pages = typed.read(this.readingList.entry(reader, entry).pageCount());
			Sitting sitting = typed.sitting(this.readers.get(reader).zone(), null);
			return logged(this.sessions.log(reader, new SessionId(id), entry, sitting, pages, typed.note(), insist),
					redirect);
		}
		catch (UnreadableSessionException | ImpossibleSessionException ex) {
			refuse(ex, typed, model, response);
			return form(reader, id, typed, model);
		}
	}

	@GetMapping("/{id}")
	String session(@CurrentReader ReaderId reader, @PathVariable UUID id, Model model) {
		ReadingSession session = this.sessions.get(reader, new SessionId(id));
		model.addAttribute("logged", session);
		return form(reader, id, TypedSession.of(session, this.readers.get(reader).zone()), model);
	}

	@PostMapping("/{id}")
	String change(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam long version, TypedSession typed,
			@RequestParam(defaultValue = "false") boolean insist, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		ReadingSession session = this.sessions.get(reader, new SessionId(id));
		try {
			Pages pages = typed.read(this.readingList.entry(reader, session.entry()).pageCount());
			Sitting sitting = typed.sitting(this.readers.get(reader).zone(), session);
			return logged(
					this.sessions.change(reader, new SessionId(id), version, sitting, pages, typed.note(), insist),
					redirect);
		}
		catch (UnreadableSessionException | ImpossibleSessionException ex) {
			TypedSession ofItsBook = typed.about(session.entry());
			refuse(ex, ofItsBook, model, response);
			model.addAttribute("logged", session);
			return form(reader, id, ofItsBook, model);
		}
		catch (StaleEntryException | OptimisticLockingFailureException ex) {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("stale", true);
			return session(reader, id, model);
		}
	}

	@PostMapping("/{id}/remove")
	String remove(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		this.sessions.remove(reader, new SessionId(id));
		redirect.addFlashAttribute("toastText", "Usunięto sesję.");
		redirect.addFlashAttribute("toastUndo", "/sessions/%s/restore".formatted(id));
		return "redirect:/sessions";
	}

	@PostMapping("/{id}/restore")
	String restore(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		this.sessions.restore(reader, new SessionId(id));
		return "redirect:/sessions";
	}

	private String form(ReaderId reader, UUID id, TypedSession typed, Model model) {
		List<ListEntry> entries = with(reader,
				Stream
					.of(this.readingList.current(reader),
							this.readingList.past(reader, ReadingStatus.FINISHED, 0, LAST_BOOKS).entries(),
							this.readingList.past(reader, ReadingStatus.ABANDONED, 0, LAST_BOOKS).entries())
					.flatMap(List::stream)
					.toList(),
				Stream.ofNullable(typed.entry()).map(EntryId::new));
		Map<EntryId, Book> books = books(reader, entries);
		model.addAttribute("id", id);
		model.addAttribute("typed", typed);
		model.addAttribute("books",
				Stream.of(ReadingStatus.values())
					.sorted((one, other) -> Integer.compare(rank(one), rank(other)))
					.flatMap(status -> rows(entries, books, status).stream())
					.toList());
		model.addAttribute("today", this.clock.instant().atZone(this.readers.get(reader).zone()).toLocalDate());
		return "reading/session";
	}

	private String logged(Sessions.Logged logged, RedirectAttributes redirect) {
		String what = "Zapisano sesję: %s, %s str.".formatted(SessionsView.words(logged.session().active()),
				SessionsView.plain(logged.session().pages()));
		redirect.addFlashAttribute("toastText",
				logged.overlaps() ? what + " Nakłada się na inną sesję, sprawdź godziny." : what);
		return "redirect:/sessions";
	}

	private void refuse(RuntimeException ex, TypedSession typed, Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("currentPath", "/sessions");
		model.addAttribute("typed", typed);
		if (ex instanceof UnreadableSessionException unreadable) {
			model.addAttribute("field", unreadable.field());
			model.addAttribute("problem", unreadable.getMessage());
			model.addAttribute("arguments", unreadable.arguments());
		}
		else if (ex instanceof ImpossibleSessionException impossible) {
			model.addAttribute("field", field(impossible.reason()));
			model.addAttribute("problem", "reading.session." + impossible.reason());
			model.addAttribute("arguments", new Object[0]);
			model.addAttribute("mayInsist", impossible.reason() == Reason.OVERLAPS);
		}
	}

	private static String field(Reason reason) {
		return switch (reason) {
			case TOO_SHORT, TOO_LONG, IN_THE_FUTURE, OVERLAPS, ALREADY_THERE -> "end";
			case NO_SUCH_TIME -> "start";
			case TOO_EARLY -> "day";
			case BACKWARDS, BEYOND_THE_END -> "to";
			case LONG_NOTE -> "note";
		};
	}

	/** These books, and the others that are named. */
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

	private static ResponseEntity<String> inVain(String why) {
		return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.body(why);
	}

	private static Object answer(Step step, Runnable action) {
		action.run();
		return step.isLate() ? ResponseEntity.noContent().build() : "redirect:/sessions";
	}

	/**
	 * When a step was taken, if a phone delivers it late.
	 *
	 * @param at when it was taken, in milliseconds of the phone's clock
	 * @param sent when it was sent, by the same clock
	 * @param reader whose step it is, as the phone remembers
	 */
	record Step(@Nullable Long at, @Nullable Long sent, @Nullable UUID reader) {

		@Nullable Instant taken(Clock clock) {
			return (this.at != null && this.sent != null)
					? clock.instant().minusMillis(Math.clamp(this.sent - this.at, 0, Duration.ofDays(365).toMillis()))
					: null;
		}

		boolean isLate() {
			return this.sent != null;
		}

		boolean isOfAnother(ReaderId current) {
			return this.reader != null && !this.reader.equals(current.value());
		}

	}

	/**
	 * A timer as the page shows it.
	 *
	 * @param id which
	 * @param book what is read
	 * @param entryId its place on the list
	 * @param seconds read until now
	 * @param clock the same as on a stopwatch
	 * @param words the same in words
	 * @param start when it began, where the reader lives
	 * @param paused whether it stands still
	 * @param stopped whether it waits for its page
	 * @param outlook what the reader's own sessions say
	 * @param median how many minutes the reader's sessions usually take; null without any
	 */
	record TimerView(UUID id, Book book, UUID entryId, long seconds, String clock, String words, ZonedDateTime start,
			boolean paused, boolean stopped, ReadingTimer.Outlook outlook, @Nullable Long median) {

		static TimerView of(TimedSession timer, ReadingTimer.Outlook outlook, @Nullable Book book, ZoneId zone,
				Instant now) {
			Duration active = timer.active(now);
			return new TimerView(timer.id().value(), Objects.requireNonNull(book), timer.entry().value(),
					active.toSeconds(), SessionsView.clock(active), SessionsView.words(active),
					timer.startedAt().atZone(zone), timer.isPaused(), timer.isStopped(), outlook,
					Optional.ofNullable(outlook.median()).map(Duration::toMinutes).orElse(null));
		}

	}

}
