package pl.chronobook.reading.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Slice;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookTypedIn;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderDaysChanged;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.TbrList.ListFullException;

/**
 * The changes that a reader makes to the list. Each change is one transaction, takes its
 * turn among the reader's changes and is announced by a {@link ReadingListChanged}. A
 * change names the version of the entry it was made for, and is refused with a
 * {@link StaleEntryException} if the entry has changed since; an entry that is not the
 * reader's ends in a {@link NoSuchEntryException}.
 */
@Service
@Transactional
@EnableConfigurationProperties(ReadingProperties.class)
public class ReadingList {

	private final ListEntries entries;

	private final TimedSessions timers;

	private final Revisions revisions;

	private final Catalog catalog;

	private final Readers readers;

	private final ApplicationEventPublisher events;

	private final ReadingSpeed speed;

	private final ReadingProperties properties;

	private final Clock clock;

	ReadingList(ListEntries entries, TimedSessions timers, Revisions revisions, Catalog catalog, Readers readers,
			ApplicationEventPublisher events, ReadingSpeed speed, ReadingProperties properties, Clock clock) {
		this.entries = entries;
		this.timers = timers;
		this.revisions = revisions;
		this.catalog = catalog;
		this.readers = readers;
		this.events = events;
		this.speed = speed;
		this.properties = properties;
		this.clock = clock;
	}

	/** Returns today in the reader's calendar. */
	@Transactional(readOnly = true)
	public LocalDate today(ReaderId reader) {
		return this.readers.get(reader).dayOf(this.clock.instant());
	}

	/**
	 * A part of the books with one status, in the reader's order.
	 * @param part the number of the part, from 0
	 * @param size the number of books in a part
	 */
	@Transactional(readOnly = true)
	public Part inOrder(ReaderId reader, ReadingStatus status, int part, int size) {
		Slice<ListEntry> found = this.entries.findByUserIdAndStatusAndRemovedAtIsNullOrderByPosition(reader.value(),
				status, PageRequest.of(part, size));
		return new Part(loaded(found.getContent()), part,
				this.entries.countByUserIdAndStatusAndRemovedAtIsNull(reader.value(), status), found.hasNext());
	}

	/** All entries of the reader in order, removed ones among them. */
	@Transactional(readOnly = true)
	public List<ListEntry> everything(ReaderId reader) {
		return this.entries.findByUserIdOrderByPosition(reader.value());
	}

	/** The first books with one status, in the reader's order. */
	@Transactional(readOnly = true)
	public List<ListEntry> first(ReaderId reader, ReadingStatus status, int limit) {
		return loaded(this.entries
			.findByUserIdAndStatusAndRemovedAtIsNullOrderByPosition(reader.value(), status, PageRequest.of(0, limit))
			.getContent());
	}

	/** The place of a book among those of its status, from 1. */
	@Transactional(readOnly = true)
	public int place(ReaderId reader, EntryId id) {
		ListEntry entry = entry(reader, id);
		return 1 + this.entries.countBefore(reader.value(), entry.status(), entry.position());
	}

	/**
	 * A part of the books that were finished or abandoned, those read last first.
	 * @param page the number of the part, from 0
	 * @param size the number of books in a part
	 */
	@Transactional(readOnly = true)
	public Part past(ReaderId reader, ReadingStatus status, int page, int size) {
		Slice<ListEntry> part = this.entries.findPast(reader.value(), status, PageRequest.of(page, size));
		return new Part(loaded(part.getContent()), page,
				this.entries.countByUserIdAndStatusAndRemovedAtIsNull(reader.value(), status), part.hasNext());
	}

	/** Some books of the list in no order, removed ones left out. */
	@Transactional(readOnly = true)
	public List<ListEntry> entries(ReaderId reader, Collection<EntryId> ids) {
		return loaded(this.entries.findByUserIdAndIdInAndRemovedAtIsNull(reader.value(),
				ids.stream().map(EntryId::value).toList()));
	}

	private static List<ListEntry> loaded(List<ListEntry> entries) {
		entries.forEach(ListEntry::readThroughs);
		return entries;
	}

	@Transactional(readOnly = true)
	public ListEntry entry(ReaderId reader, EntryId id) {
		ListEntry entry = this.entries.findByIdAndUserId(id.value(), reader.value())
			.filter(found -> !found.isRemoved())
			.orElseThrow(() -> new NoSuchEntryException(id));
		entry.readThroughs();
		return entry;
	}

	/**
	 * Puts a book at the end of the list. A book that is there already stays where it is;
	 * one that was removed comes back as it was.
	 * @throws ListFullException if the list holds as many open books as it may
	 */
	public Addition add(ReaderId reader, Book book) {
		long revision = this.revisions.next(reader);
		Optional<ListEntry> known = this.entries.findByUserIdAndBookId(reader.value(), book.id().value());
		if (known.isPresent() && !known.get().isRemoved()) {
			return new Addition(known.get().id(), false);
		}
		if (this.entries.countOpen(reader.value()) >= this.properties.maxOpenBooks()) {
			throw new ListFullException(this.properties.maxOpenBooks());
		}
		ListEntry entry = known.orElseGet(() -> new ListEntry(reader, book.id(), book.pageCount(),
				this.entries.lastPosition(reader.value()) + 1, this.clock.instant()));
		entry.restore();
		entry.describe(entry.details().or(new BookDetails(null, false, List.of(), book.series())));
		this.entries.save(entry);
		this.events.publishEvent(new ReadingListChanged(reader, revision));
		return new Addition(entry.id(), true);
	}

	/**
	 * Puts a book on the list as one that is being read. A book that is there already is
	 * begun unless it is being read, and takes the length and the page. Idempotent.
	 * @throws ListFullException if the list holds as many open books as it may
	 * @throws IllegalArgumentException if the book has no such page
	 */
	public EntryId begin(ReaderId reader, Book book, PageCount pages, int page) {
		EntryId id = add(reader, book).entry();
		LocalDate today = today(reader);
		changeListed(reader, id, entry -> {
			entry.start(today, this.readers.get(reader).startOf(today));
			entry.correctPageCount(pages);
			if (entry.currentPage() != page) {
				entry.moveTo(page, today, this.clock.instant());
			}
		});
		return id;
	}

	@EventListener
	void on(BookTypedIn event) {
		Book book = this.catalog.find(event.reader(), Set.of(event.book())).get(event.book());
		if (book != null) {
			add(event.reader(), book);
		}
	}

	/**
	 * Raises the revision, because sessions may belong to other days now and everything
	 * computed by day is stale.
	 */
	@EventListener
	void on(ReaderDaysChanged event) {
		this.events.publishEvent(new ReadingListChanged(event.reader(), this.revisions.next(event.reader())));
	}

	public void start(ReaderId reader, EntryId id, long version) {
		LocalDate today = today(reader);
		change(reader, id, version, entry -> entry.start(today, this.readers.get(reader).startOf(today)));
	}

	/**
	 * Finishes a book.
	 * @param start the first day; null keeps what is known
	 * @param end the last day; null means today
	 */
	public void finish(ReaderId reader, EntryId id, long version, @Nullable LocalDate start, @Nullable LocalDate end) {
		LocalDate today = today(reader);
		LocalDate on = (end != null) ? end : today;
		new ReadingDates(start, on).notAfter(today);
		change(reader, id, version, entry -> entry.finish(start, on, this.clock.instant()));
	}

	/**
	 * Takes a finish back.
	 * @param before the status of the book before it was finished
	 * @param page the page it was read up to
	 */
	public void reopen(ReaderId reader, EntryId id, ReadingStatus before, int page) {
		changeListed(reader, id, entry -> entry.reopen(before, page, this.clock.instant()));
	}

	public void abandon(ReaderId reader, EntryId id, long version) {
		LocalDate today = today(reader);
		change(reader, id, version, entry -> entry.abandon(today));
	}

	public void putBack(ReaderId reader, EntryId id, long version) {
		change(reader, id, version, entry -> entry.putBack(this.clock.instant()));
	}

	/**
	 * Sets the page that the reader has reached.
	 * @throws IllegalArgumentException if the book has no such page
	 */
	public void moveTo(ReaderId reader, EntryId id, long version, int page) {
		LocalDate today = today(reader);
		change(reader, id, version, entry -> entry.moveTo(page, today, this.clock.instant()));
	}

	/**
	 * Sets the page that the reader has reached, whatever has changed meanwhile.
	 * @throws IllegalArgumentException if the book has no such page
	 */
	public void moveTo(ReaderId reader, EntryId id, int page) {
		LocalDate today = today(reader);
		changeListed(reader, id, entry -> entry.moveTo(page, today, this.clock.instant()));
	}

	public void correctPageCount(ReaderId reader, EntryId id, long version, PageCount pages) {
		change(reader, id, version, entry -> entry.correctPageCount(pages));
	}

	/** Changes a book to another edition; the share that is read stays the same. */
	public void changeEdition(ReaderId reader, EntryId id, long version, PageCount pages) {
		change(reader, id, version, entry -> entry.changeEdition(pages, this.clock.instant()));
	}

	/**
	 * Replaces what the reader says about a book. A new length of an audiobook is an
	 * edition with as many pages as the reader reads in that time; without one the book
	 * has the length that the catalog knows.
	 */
	public void describe(ReaderId reader, EntryId id, long version, BookDetails details) {
		change(reader, id, version, entry -> {
			Audio audio = details.audio();
			boolean changed = !Objects.equals(audio, entry.details().audio());
			entry.describe(details);
			if (audio != null && changed) {
				entry.changeEdition(audio.pages(this.speed.ofListening(reader)), this.clock.instant());
			}
			else if (changed) {
				Book book = this.catalog.find(reader, Set.of(entry.book())).get(entry.book());
				entry.changeEdition((book != null) ? book.pageCount() : null, this.clock.instant());
			}
		});
	}

	public void record(ReaderId reader, EntryId id, long version, ReadingDates dates) {
		ReadingDates checked = dates.notAfter(today(reader));
		change(reader, id, version, entry -> entry.record(checked, true, this.clock.instant()));
	}

	public void changeReading(ReaderId reader, EntryId id, long version, UUID reading, ReadingDates dates) {
		ReadingDates checked = dates.notAfter(today(reader));
		change(reader, id, version, entry -> entry.change(reading(entry, reading), checked, this.clock.instant()));
	}

	public void forgetReading(ReaderId reader, EntryId id, long version, UUID reading) {
		change(reader, id, version, entry -> entry.forget(reading(entry, reading), this.clock.instant()));
	}

	/**
	 * Takes a book off the list, and with it a timer that runs for it; for thirty days
	 * this can be undone.
	 */
	public void remove(ReaderId reader, EntryId id) {
		Instant now = this.clock.instant();
		changeAny(reader, id, entry -> {
			if (!entry.isRemoved()) {
				entry.remove(now);
				this.timers.findByEntryIdAndDiscardedAtIsNull(id.value()).forEach(timer -> {
					timer.discard(now);
					if (timer.isSlip()) {
						this.timers.delete(timer);
					}
				});
			}
		});
	}

	/** Brings a removed book back, its timer stopped. */
	public void restore(ReaderId reader, EntryId id) {
		changeAny(reader, id, entry -> entry.removedAt().ifPresent(removed -> {
			entry.restore();
			this.timers.findByEntryIdAndDiscardedAt(id.value(), removed).forEach(TimedSession::restore);
		}));
	}

	/**
	 * Moves a book within the part of the list it belongs to (being read, to be read…).
	 * @param before the book to stand before; null moves it to the end
	 */
	public void move(ReaderId reader, EntryId id, @Nullable EntryId before) {
		reorder(reader, id, (others, former) -> {
			if (before == null) {
				return others.size();
			}
			int target = others.indexOf(before);
			return (target >= 0) ? target : former;
		});
	}

	/**
	 * Moves a book by {@code steps} places, down if positive, as far as there are places.
	 */
	public void moveBy(ReaderId reader, EntryId id, int steps) {
		reorder(reader, id, (others, former) -> Math.clamp((long) former + steps, 0, others.size()));
	}

	/**
	 * Moves a book to a place among those of its status, as far as there are places.
	 * @param place the new place, from 1
	 */
	public void moveToPlace(ReaderId reader, EntryId id, int place) {
		reorder(reader, id, (others, former) -> Math.clamp(place - 1L, 0, others.size()));
	}

	/** Deletes for good what was removed long ago. */
	@Scheduled(cron = "0 17 3 * * *")
	void purge() {
		this.entries.deleteRemovedBefore(Instant.now(this.clock).minus(ReadingArchive.UNDO_TIME));
	}

	private void reorder(ReaderId reader, EntryId id, Placing placing) {
		long revision = this.revisions.next(reader);
		ListEntry entry = entry(reader, id);
		List<ListEntry> part = part(reader, entry.status());
		List<Integer> positions = part.stream().map(ListEntry::position).toList();
		List<ListEntry> ordered = new ArrayList<>(part);
		ordered.remove(entry);
		ordered.add(placing.place(ordered.stream().map(ListEntry::id).toList(), part.indexOf(entry)), entry);
		for (int i = 0; i < ordered.size(); i++) {
			ordered.get(i).place(positions.get(i));
		}
		this.events.publishEvent(new ReadingListChanged(reader, revision));
	}

	private List<ListEntry> part(ReaderId reader, ReadingStatus status) {
		return this.entries.findByUserIdAndStatusInAndRemovedAtIsNullOrderByPosition(reader.value(), Set.of(status));
	}

	private void change(ReaderId reader, EntryId id, long version, Consumer<ListEntry> change) {
		changeListed(reader, id, entry -> {
			if (entry.version() != version) {
				throw new StaleEntryException(id);
			}
			change.accept(entry);
		});
	}

	private void changeListed(ReaderId reader, EntryId id, Consumer<ListEntry> change) {
		changeAny(reader, id, entry -> {
			if (entry.isRemoved()) {
				throw new NoSuchEntryException(id);
			}
			change.accept(entry);
		});
	}

	private void changeAny(ReaderId reader, EntryId id, Consumer<ListEntry> change) {
		long revision = this.revisions.next(reader);
		ListEntry entry = this.entries.findForChange(id.value(), reader.value())
			.orElseThrow(() -> new NoSuchEntryException(id));
		change.accept(entry);
		this.events.publishEvent(new ReadingListChanged(reader, revision));
	}

	private static ReadThrough reading(ListEntry entry, UUID reading) {
		return entry.readThrough(reading).orElseThrow(() -> new NoSuchEntryException(entry.id()));
	}

	/**
	 * A part of the books with one status.
	 *
	 * @param entries the books
	 * @param page the number of the part, from 0
	 * @param total the number of books in all parts
	 * @param more whether another part follows
	 */
	public record Part(List<ListEntry> entries, int page, int total, boolean more) {
	}

	/**
	 * The outcome of adding a book.
	 *
	 * @param entry its place on the list
	 * @param isNew whether it was not on the list before
	 */
	public record Addition(EntryId entry, boolean isNew) {
	}

	@FunctionalInterface
	private interface Placing {

		/** Returns the new place of the moved entry among the others. */
		int place(List<EntryId> others, int former);

	}

}
