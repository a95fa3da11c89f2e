package pl.chronobook.identity.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SecurityLog;
import pl.chronobook.identity.domain.SignedInReader;

/**
 * Records in the security log that a reader signed out.
 */
@Component
class LogoutRecorder implements LogoutHandler {

	private final SecurityLog log;

	LogoutRecorder(SecurityLog log) {
		this.log = log;
	}

	@Override
	public void logout(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) {
		if (authentication != null && authentication.getPrincipal() instanceof SignedInReader reader) {
			this.log.record(SecurityEvent.SIGNED_OUT, reader.getReaderId());
		}
	}

}
