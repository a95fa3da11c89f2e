package pl.chronobook.reading.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.LazyContextVariable;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingTimer;
import pl.chronobook.reading.domain.TimedSession;

/**
 * Adds the running timer to every page. It is looked up only when the page is rendered.
 */
@ControllerAdvice
class RunningTimer {

	private final ReadingTimer timer;

	private final ReadingList readingList;

	private final Catalog catalog;

	private final Clock clock;

	RunningTimer(ReadingTimer timer, ReadingList readingList, Catalog catalog, Clock clock) {
		this.timer = timer;
		this.readingList = readingList;
		this.catalog = catalog;
		this.clock = clock;
	}

	/** Error pages must work whatever has failed, so nothing is looked up for them. */
	@ModelAttribute
	void running(@CurrentReader @Nullable ReaderId reader, HttpServletRequest request, Model model) {
		if (reader != null && request.getDispatcherType() != DispatcherType.ERROR) {
			model.addAttribute("runningTimer", new LazyContextVariable<@Nullable Face>() {
				@Override
				protected @Nullable Face loadValue() {
					return RunningTimer.this.timer.running(reader).flatMap(found -> face(reader, found)).orElse(null);
				}
			});
		}
	}

	/** Returns empty if the book has just been removed from the list. */
	private Optional<Face> face(ReaderId reader, TimedSession running) {
		Duration active = running.active(this.clock.instant());
		return this.readingList.entries(reader, List.of(running.entry()))
			.stream()
			.findFirst()
			.map(ListEntry::book)
			.map(book -> this.catalog.find(reader, List.of(book)).get(book))
			.map(book -> new Face(active.toSeconds(), SessionsView.clock(active), running.isPaused(), book.title()));
	}

	/**
	 * The face of the running timer.
	 *
	 * @param seconds the reading time until now
	 * @param clock the same as {@code 1:02:03}
	 * @param paused whether it is paused
	 * @param title the title of the book
	 */
	record Face(long seconds, String clock, boolean paused, String title) {
	}

}
