package pl.chronobook.identity.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;

/**
 * The open sessions of a reader.
 */
@Component
public class OpenSessions {

	private final FindByIndexNameSessionRepository<? extends Session> sessions;

	OpenSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
		this.sessions = sessions;
	}

	/**
	 * Lists the sessions, the current one first, then the latest used.
	 * @param current the id of the current session
	 */
	public List<OpenSession> of(ReaderId reader, String current) {
		return stored(reader).entrySet()
			.stream()
			.map((session) -> describe(session.getValue(), session.getKey().equals(current)))
			.sorted(Comparator.comparing(OpenSession::current).thenComparing(OpenSession::lastSeen).reversed())
			.toList();
	}

	/**
	 * Ends one session of the reader.
	 * @return whether a session had begun with this sign-in
	 */
	public boolean end(ReaderId reader, UUID signIn) {
		List<String> found = stored(reader).entrySet()
			.stream()
			.filter((session) -> beganWith(signIn, session.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		found.forEach(this.sessions::deleteById);
		return !found.isEmpty();
	}

	private Map<String, ? extends Session> stored(ReaderId reader) {
		return this.sessions.findByPrincipalName(reader.value().toString());
	}

	private static OpenSession describe(Session session, boolean current) {
		SignInRecord record = record(session);
		return (record != null)
				? new OpenSession(record.id(), record.device(), record.since(), session.getLastAccessedTime(), current)
				: new OpenSession(null, "", session.getCreationTime(), session.getLastAccessedTime(), current);
	}

	private static boolean beganWith(UUID signIn, Session session) {
		SignInRecord record = record(session);
		return record != null && record.id().equals(signIn);
	}

	private static @Nullable SignInRecord record(Session session) {
		return (session.getAttribute(SignInRecord.ATTRIBUTE) instanceof SignInRecord found) ? found : null;
	}

	/**
	 * A session as its reader sees it.
	 *
	 * @param signIn the sign-in that began it, or null for one of an earlier version
	 * @param device the browser in words; empty if it is unknown
	 * @param since the moment of the sign-in
	 * @param lastSeen the moment of the last request
	 * @param current whether it is the session of this request
	 */
	public record OpenSession(@Nullable UUID signIn, String device, Instant since, Instant lastSeen, boolean current) {
	}

}
