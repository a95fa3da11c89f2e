package pl.chronobook.identity.web;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.session.OpenSessions.OpenSession;

/**
 * A session on the page, with times in the reader's zone.
 */
record SessionRow(@Nullable UUID signIn, String device, ZonedDateTime since, ZonedDateTime lastSeen, boolean current) {

	static SessionRow of(OpenSession session, ZoneId zone) {
		return new SessionRow(session.signIn(), session.device(), session.since().atZone(zone),
				session.lastSeen().atZone(zone), session.current());
	}

}
