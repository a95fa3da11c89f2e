package pl.chronobook.reading.domain;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BookReadToEnd;
import pl.chronobook.reading.DeviceReading;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingListChanged;
import pl.chronobook.reading.SessionId;

@Service
@Transactional(propagation = Propagation.MANDATORY)
class DeviceEstimates implements DeviceReading {

	private final ListEntries entries;

	private final Sessions sessions;

	private final Revisions revisions;

	private final Readers readers;

	private final EstimatedSessions estimates;

	private final EntityManager entityManager;

	private final ApplicationEventPublisher events;

	DeviceEstimates(ListEntries entries, Sessions sessions, Revisions revisions, Readers readers,
			EstimatedSessions estimates, EntityManager entityManager, ApplicationEventPublisher events) {
		this.entries = entries;
		this.sessions = sessions;
		this.revisions = revisions;
		this.readers = readers;
		this.estimates = estimates;
		this.entityManager = entityManager;
		this.events = events;
	}

	@Override
	public Optional<BookState> awaitTurn(ReaderId reader, EntryId entry) {
		this.revisions.await(reader);
		return this.entries.findByIdAndUserId(entry.value(), reader.value())
			.filter(listed -> !listed.isRemoved())
			.map(listed -> stateOf(this.readers.get(reader), listed));
	}

	private BookState stateOf(Reader reader, ListEntry entry) {
		Instant since = entry.finishedOn().map(day -> reader.startOf(day.plusDays(1))).orElse(null);
		int marked = entry.mark().map(ListEntry.PageMark::page).orElse(0);
		int measured = this.estimates.furthestMeasuredPage(entry.id(),
				Timestamp.from((since != null) ? since : Instant.EPOCH));
		return new BookState(entry.status(), entry.pageCount(), Math.max(marked, measured), since);
	}

	@Override
	public List<SessionId> estimate(ReaderId reader, EntryId entry, List<SessionId> former,
			List<EstimatedSession> sessions, int page, Instant at) {
		ListEntry listed = this.entries.findForChange(entry.value(), reader.value()).orElseThrow();
		boolean before = listed.isReadToEnd();
		long revision = this.revisions.next(reader);
		this.estimates.delete(reader, former);
		List<SessionId> stored = new ArrayList<>();
		Reader account = this.readers.get(reader);
		for (EstimatedSession session : sessions) {
			SessionId id = new SessionId(Ids.next());
			if (this.estimates.add(reader, entry, id, session)) {
				stored.add(id);
				listed.readOn(account.dayOf(session.start()), session.start());
			}
		}
		this.estimates.giveWayToImports(reader);
		this.entityManager.flush();
		this.sessions.settle(listed);
		if (page > listed.currentPage()) {
			listed.moveTo(page, account.dayOf(at), at);
		}
		if (!before && listed.isReadToEnd()) {
			this.events.publishEvent(new BookReadToEnd(reader, entry, at));
		}
		this.events.publishEvent(new ReadingListChanged(reader, revision));
		return stored;
	}

}
