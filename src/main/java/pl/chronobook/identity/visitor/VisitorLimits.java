package pl.chronobook.identity.visitor;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClientNetwork;
import pl.chronobook.identity.RateLimiter;
import pl.chronobook.identity.RateLimiter.Allowance;
import pl.chronobook.identity.domain.TooManyAttemptsException;

/**
 * Limits the resources that anonymous visitors of one network can use: rows for sessions,
 * and time for checking the strength of passwords.
 */
@Component
@EnableConfigurationProperties(VisitorProperties.class)
public class VisitorLimits {

	private final RateLimiter<String> sessions;

	private final RateLimiter<String> passwordChecks;

	VisitorLimits(VisitorProperties properties, Clock clock) {
		int opened = properties.sessionsPerNetwork();
		this.sessions = new RateLimiter<>(opened, opened, Duration.ofHours(1), clock);
		int checked = properties.passwordChecksPerNetwork();
		this.passwordChecks = new RateLimiter<>(checked, checked, Duration.ofMinutes(1), clock);
	}

	/**
	 * Counts a session that a visitor opens.
	 * @param address the client's address
	 * @throws TooManyAttemptsException if the network has opened too many
	 */
	void openSession(String address) {
		take(this.sessions, address);
	}

	/**
	 * Counts a check of a password's strength during registration.
	 * @param address the client's address
	 * @throws TooManyAttemptsException if the network has requested too many checks
	 */
	public void checkPassword(String address) {
		take(this.passwordChecks, address);
	}

	private static void take(RateLimiter<String> limiter, String address) {
		Allowance allowance = limiter.take(ClientNetwork.neighbourhood(address));
		if (!allowance.granted()) {
			throw new TooManyAttemptsException(Duration.ofSeconds(allowance.retrySeconds()));
		}
	}

}
