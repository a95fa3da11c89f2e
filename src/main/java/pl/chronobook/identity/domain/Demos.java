package pl.chronobook.identity.domain;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.DemoStarted;
import pl.chronobook.identity.ReaderDeleted;
import pl.chronobook.identity.ReaderId;

/**
 * Creates demo accounts for visitors. Their number is limited, so that nobody can fill
 * the disk. At the limit a new account replaces the one that was idle longest, so that
 * nobody can block the demo either.
 */
@Service
@EnableConfigurationProperties(DemoProperties.class)
public class Demos {

	private final boolean offered;

	private final int maxAccounts;

	private final Accounts accounts;

	private final AccountRepository stored;

	private final ApplicationEventPublisher events;

	Demos(DemoProperties properties, Environment environment, Accounts accounts, AccountRepository stored,
			ApplicationEventPublisher events) {
		this.offered = (properties.enabled() != null) ? properties.enabled()
				: !environment.containsProperty("spring.datasource.url");
		this.maxAccounts = properties.maxAccounts();
		this.accounts = accounts;
		this.stored = stored;
		this.events = events;
	}

	/** Returns whether this installation offers a demo. */
	public boolean isOffered() {
		return this.offered;
	}

	@Transactional
	SignedInReader create() {
		makeRoom();
		SignedInReader reader = this.accounts.createDemo();
		this.events.publishEvent(new DemoStarted(reader.getReaderId()));
		return reader;
	}

	/**
	 * Creates an account for a visitor's own history; it counts against the limit of
	 * demos.
	 */
	@Transactional
	SignedInReader createGuest() {
		makeRoom();
		return this.accounts.createGuest();
	}

	private void makeRoom() {
		for (ReaderId idle : this.stored.deleteIdlestDemos(this.maxAccounts - 1)) {
			this.stored.deleteSessions(idle);
			this.events.publishEvent(new ReaderDeleted(idle));
		}
	}

}
