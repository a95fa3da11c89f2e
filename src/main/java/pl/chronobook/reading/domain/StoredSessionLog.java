package pl.chronobook.reading.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.SessionLog;

/**
 * The sessions as other modules see them, on top of {@link Sessions}.
 */
@Service
@Transactional
class StoredSessionLog implements SessionLog {

	private static final UUID BEFORE_ALL = new UUID(-1, -1);

	private final Sessions sessions;

	private final ReadingSessions stored;

	private final Clock clock;

	StoredSessionLog(Sessions sessions, ReadingSessions stored, Clock clock) {
		this.sessions = sessions;
		this.stored = stored;
		this.clock = clock;
	}

	@Override
	@Transactional(readOnly = true)
	public List<LoggedSession> newest(ReaderId reader, @Nullable Mark after, int limit) {
		Instant before = (after != null) ? after.start() : this.clock.instant().plus(Duration.ofDays(1));
		UUID id = (after != null) ? after.id().value() : BEFORE_ALL;
		return this.stored.findBefore(reader.value(), before, id, Limit.of(limit))
			.stream()
			.map(StoredSessionLog::logged)
			.toList();
	}

	@Override
	@Transactional(readOnly = true)
	public LoggedSession get(ReaderId reader, SessionId id) {
		return logged(this.sessions.get(reader, id));
	}

	@Override
	public LoggedSession log(ReaderId reader, NewSession session) {
		Sitting sitting = new Sitting(session.start(), session.end(), session.paused());
		if (sitting.isDoubtful() && !session.insisted().contains(Reason.OVERNIGHT)) {
			throw new ImpossibleSessionException(Reason.OVERNIGHT);
		}
		return logged(this.sessions
			.log(reader, new SessionId(Ids.next()), session.entry(), sitting, pages(session), session.note(),
					session.insisted())
			.session());
	}

	private static Pages pages(NewSession session) {
		Integer from = session.fromPage();
		Integer to = session.toPage();
		if (to == null) {
			return new Pages.Count(Objects.requireNonNull(session.pages()));
		}
		return (from != null) ? new Pages.Span(from, to) : new Pages.UpTo(to);
	}

	private static LoggedSession logged(ReadingSession session) {
		return new LoggedSession(session.id(), session.entry(), session.start(), session.end(), session.paused(),
				session.pages(), session.isPagesEstimated(), session.fromPage(), session.toPage(), session.note());
	}

}
