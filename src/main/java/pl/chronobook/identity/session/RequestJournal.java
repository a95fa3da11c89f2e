package pl.chronobook.identity.session;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.BrowserNames;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.SecurityJournal;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.SecurityEvent;

/**
 * Records what other modules report with the device and the sign-in of the request, and
 * tells them the name of the device.
 */
@Component
class RequestJournal implements SecurityJournal, BrowserNames {

	private final AccountNotices notices;

	RequestJournal(AccountNotices notices) {
		this.notices = notices;
	}

	@Override
	public void tokenCreated(ReaderId reader, HttpServletRequest request) {
		record(SecurityEvent.TOKEN_CREATED, reader, request);
	}

	@Override
	public void tokenRevoked(ReaderId reader, HttpServletRequest request) {
		record(SecurityEvent.TOKEN_REVOKED, reader, request);
	}

	@Override
	public void tokenUsed(ReaderId reader, HttpServletRequest request) {
		record(SecurityEvent.TOKEN_USED, reader, request);
	}

	@Override
	public void webhookAdded(ReaderId reader, HttpServletRequest request) {
		record(SecurityEvent.WEBHOOK_ADDED, reader, request);
	}

	@Override
	public String of(HttpServletRequest request) {
		return UserAgents.of(request);
	}

	private void record(SecurityEvent event, ReaderId reader, HttpServletRequest request) {
		this.notices.happened(event, reader, UserAgents.of(request), SignInRecord.idOf(request));
	}

}
