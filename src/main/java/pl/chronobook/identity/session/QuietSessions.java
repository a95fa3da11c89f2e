package pl.chronobook.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Stores a session only if something in it has changed. The time of the last use is
 * stored with a resolution of a minute, so viewing pages causes at most one write a
 * minute.
 *
 * @param <S> the sessions of the repository that this one wraps
 */
final class QuietSessions<S extends Session>
		implements FindByIndexNameSessionRepository<QuietSessions.QuietSession<S>> {

	private static final Duration PRECISION = Duration.ofMinutes(1);

	private final FindByIndexNameSessionRepository<S> sessions;

	private QuietSessions(FindByIndexNameSessionRepository<S> sessions) {
		this.sessions = sessions;
	}

	static <S extends Session> QuietSessions<S> in(FindByIndexNameSessionRepository<S> sessions) {
		return new QuietSessions<>(sessions);
	}

	@Override
	public QuietSession<S> createSession() {
		return new QuietSession<>(this.sessions.createSession(), true);
	}

	@Override
	public void save(QuietSession<S> session) {
		if (session.changed) {
			this.sessions.save(session.session);
			session.changed = false;
		}
	}

	@Override
	public @Nullable QuietSession<S> findById(String id) {
		S found = this.sessions.findById(id);
		return (found != null) ? new QuietSession<>(found, false) : null;
	}

	@Override
	public void deleteById(String id) {
		this.sessions.deleteById(id);
	}

	@Override
	public Map<String, QuietSession<S>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
		Map<String, QuietSession<S>> found = new HashMap<>();
		this.sessions.findByIndexNameAndIndexValue(indexName, indexValue)
			.forEach((id, session) -> found.put(id, new QuietSession<>(session, false)));
		return found;
	}

	/**
	 * A session that knows whether it has to be stored.
	 *
	 * @param <S> the session that this one wraps
	 */
	static final class QuietSession<S extends Session> implements Session {

		private final S session;

		private boolean changed;

		private QuietSession(S session, boolean changed) {
			this.session = session;
			this.changed = changed;
		}

		@Override
		public String getId() {
			return this.session.getId();
		}

		@Override
		public String changeSessionId() {
			this.changed = true;
			return this.session.changeSessionId();
		}

		@Override
		@SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
		public <T> @Nullable T getAttribute(String name) {
			return this.session.getAttribute(name);
		}

		@Override
		public Set<String> getAttributeNames() {
			return this.session.getAttributeNames();
		}

		@Override
		public void setAttribute(String name, Object value) {
			this.changed = true;
			this.session.setAttribute(name, value);
		}

		@Override
		public void removeAttribute(String name) {
			this.changed = true;
			this.session.removeAttribute(name);
		}

		@Override
		public Instant getCreationTime() {
			return this.session.getCreationTime();
		}

		@Override
		public void setLastAccessedTime(Instant time) {
			if (Duration.between(this.session.getLastAccessedTime(), time).compareTo(PRECISION) >= 0) {
				this.changed = true;
				this.session.setLastAccessedTime(time);
			}
		}

		@Override
		public Instant getLastAccessedTime() {
			return this.session.getLastAccessedTime();
		}

		@Override
		public void setMaxInactiveInterval(Duration interval) {
			this.changed = true;
			this.session.setMaxInactiveInterval(interval);
		}

		@Override
		public Duration getMaxInactiveInterval() {
			return this.session.getMaxInactiveInterval();
		}

		@Override
		public boolean isExpired() {
			return this.session.isExpired();
		}

	}

}
