package pl.chronobook.identity.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.BrowserNames;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.SecurityJournal;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SecurityLog;

/**
 * Implements what other modules need of a session. An event of which the reader is
 * notified is stored with the device and the sign-in of the current request.
 */
@Component
class RequestJournal implements SecurityJournal, BrowserNames {

	private final AccountNotices notices;

	private final SecurityLog log;

	private final HttpServletRequest request;

	/**
	 * Creates the journal.
	 * @param request a proxy of the request that the calling thread handles
	 */
	RequestJournal(AccountNotices notices, SecurityLog log, HttpServletRequest request) {
		this.notices = notices;
		this.log = log;
		this.request = request;
	}

	@Override
	public void tokenCreated(ReaderId reader) {
		notice(SecurityEvent.TOKEN_CREATED, reader);
	}

	@Override
	public void tokenRevoked(ReaderId reader) {
		this.log.record(SecurityEvent.TOKEN_REVOKED, reader);
	}

	@Override
	public void tokenUsed(ReaderId reader) {
		this.log.record(SecurityEvent.TOKEN_USED, reader);
	}

	@Override
	public void webhookAdded(ReaderId reader) {
		notice(SecurityEvent.WEBHOOK_ADDED, reader);
	}

	@Override
	public String of(@Nullable String userAgent) {
		return UserAgents.describe(userAgent);
	}

	private void notice(SecurityEvent event, ReaderId reader) {
		this.notices.happened(event, reader, UserAgents.of(this.request), SignInRecord.idOf(this.request));
	}

}
