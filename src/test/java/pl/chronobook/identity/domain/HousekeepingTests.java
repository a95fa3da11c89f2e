package pl.chronobook.identity.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.TestReaders;
import pl.chronobook.identity.IdentityIntegrationTest;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IdentityIntegrationTest
class HousekeepingTests {

	@Autowired
	Accounts accounts;

	@Autowired
	LoginThrottle throttle;

	@Autowired
	MutableClock clock;

	@Autowired
	JdbcClient jdbc;

	@Test
	void demoAccountsAreDeletedAfterAWeekWithTheirSessions() {
		ReaderId young = demo(Duration.ofDays(7).minusMinutes(1));
		ReaderId old = demo(Duration.ofDays(7).plusMinutes(1));
		ReaderId real = TestReaders.create(this.jdbc);
		this.jdbc.sql("UPDATE users SET created_at = '2020-01-01Z' WHERE user_id = ?").param(real.value()).update();
		this.accounts.purgeDemos();
		assertThat(this.accounts.get(young).demo()).isTrue();
		assertThat(this.accounts.get(real).demo()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.accounts.get(old));
		assertThat(sessions(young)).isEqualTo(1);
		assertThat(sessions(old)).isZero();
	}

	@Test
	void guestAccountIsDeletedAfterADayUnlessRegistered() {
		ReaderId old = guest(Duration.ofDays(1).plusMinutes(1));
		ReaderId young = guest(Duration.ofHours(23));
		ReaderId kept = guest(Duration.ofDays(2));
		EmailAddress email = new EmailAddress(UUID.randomUUID() + "@example.org");
		assertThat(this.accounts.keep(kept, email, "zielony parasol 42", Accounts.DEFAULT_ZONE, "")).isPresent();
		assertThat(this.accounts.keep(young, email, "zielony parasol 42", Accounts.DEFAULT_ZONE, "")).isEmpty();
		this.accounts.purgeDemos();
		assertThat(this.accounts.get(kept)).returns(false, Account::demo)
			.returns(false, Account::guest)
			.returns(email, Account::email);
		assertThat(this.accounts.get(young).guest()).isTrue();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.accounts.get(old));
	}

	private ReaderId guest(Duration age) {
		ReaderId reader = this.accounts.createGuest().getReaderId();
		this.jdbc.sql("UPDATE users SET created_at = ? WHERE user_id = ?")
			.params(this.clock.instant().minus(age).atOffset(ZoneOffset.UTC), reader.value())
			.update();
		return reader;
	}

	@Test
	void expiredThrottleCountsAreDeleted() {
		this.throttle.attempt("203.0.113.1");
		this.jdbc.sql("UPDATE login_throttle SET expires_at = 1 WHERE id = 'address 203.0.113.1'").update();
		this.throttle.attempt("203.0.113.2");
		this.throttle.purge();
		assertThat(this.jdbc.sql("SELECT id FROM login_throttle WHERE id LIKE 'address 203.0.113.%'")
			.query(String.class)
			.list()).contains("address 203.0.113.2").doesNotContain("address 203.0.113.1");
	}

	@Test
	void everyThrottleCountHasAnExpiry() {
		this.throttle.attempt(new EmailAddress(UUID.randomUUID() + "@example.org"), "203.0.113.3");
		long latest = this.jdbc.sql("SELECT max(expires_at) FROM login_throttle").query(Long.class).single();
		assertThat(this.jdbc.sql("SELECT count(*) FROM login_throttle WHERE expires_at IS NULL")
			.query(Long.class)
			.single()).isZero();
		assertThat(Instant.ofEpochMilli(latest)).isBefore(this.clock.instant().plus(Duration.ofMinutes(20)));
	}

	private ReaderId demo(Duration age) {
		ReaderId reader = this.accounts.createDemo().getReaderId();
		this.jdbc.sql("UPDATE users SET created_at = ? WHERE user_id = ?")
			.params(this.clock.instant().minus(age).atOffset(ZoneOffset.UTC), reader.value())
			.update();
		this.jdbc.sql("INSERT INTO spring_session VALUES (?, ?, 0, 0, 60, 9000000000000, ?)")
			.params(UUID.randomUUID().toString(), UUID.randomUUID().toString(), reader.value().toString())
			.update();
		return reader;
	}

	private long sessions(ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM spring_session WHERE principal_name = ?")
			.param(reader.value().toString())
			.query(Long.class)
			.single();
	}

}
