package pl.chronobook.identity.domain;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClientNetwork;
import pl.chronobook.identity.ClockTimeMeter;

/**
 * Limits attempts to sign in. The counts are in the database, so that all instances share
 * them. An attempt is counted before the password is checked, so that parallel attempts
 * gain nothing.
 * <p>
 * A limit per account stops a distributed attacker, but it would let anybody lock a known
 * reader out. Therefore the strict limit is per account <em>and</em> client address and
 * locks out only the attacker. The limit per account is several times looser: reaching it
 * takes several addresses. An attacker who has them keeps the reader from signing in
 * during the attack and about a minute longer; open sessions continue. Within these
 * limits an attacker can try a few thousand passwords a day, while {@link PasswordPolicy}
 * demands passwords that withstand ten billion guesses.
 */
@Component
class LoginThrottle {

	private static final int PURGED_AT_ONCE = 1000;

	private static final int CODES_A_DAY = 20;

	private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

	private final JdbcClient jdbc;

	private final BucketConfiguration accountAndAddress;

	private final BucketConfiguration account;

	private final BucketConfiguration address;

	private final BucketConfiguration demos;

	private final BucketConfiguration codes = limit(CODES_A_DAY, Duration.ofDays(1));

	LoginThrottle(DataSource dataSource, JdbcClient jdbc, Clock clock, LoginProperties properties,
			DemoProperties demos) {
		this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
			.primaryKeyMapper(PrimaryKeyMapper.STRING)
			.table("login_throttle")
			.clientClock(new ClockTimeMeter(clock))
			.expirationAfterWrite(
					ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
			.build();
		this.jdbc = jdbc;
		this.accountAndAddress = limit(properties.attemptsPerPair(), properties.period());
		this.account = limit(properties.attemptsPerAccount(), properties.period());
		this.demos = limit(demos.accountsPerNetwork(), Duration.ofHours(1));
		this.address = limit(properties.attemptsPerAddress(), properties.period());
	}

	private static BucketConfiguration limit(int attempts, Duration period) {
		return BucketConfiguration.builder()
			.addLimit((limit) -> limit.capacity(attempts).refillGreedy(attempts, period))
			.build();
	}

	/**
	 * Counts an attempt from a client address. An address that is refused does not use up
	 * the attempts of an account.
	 * @throws TooManyAttemptsException if the address has used up its attempts
	 */
	void attempt(String address) {
		consume(addressBucket(address));
	}

	/**
	 * Counts a demo account against the limit of its client address.
	 * @throws TooManyAttemptsException if the address, or its network, has started too
	 * many
	 */
	void attemptDemo(String address) {
		attempt(address);
		consume(bucket("demo " + ClientNetwork.neighbourhood(address), this.demos));
	}

	/**
	 * Counts an attempt on an account.
	 * @throws TooManyAttemptsException if the account or the client address has used up
	 * its attempts
	 */
	void attempt(EmailAddress email, String address) {
		attempt(address);
		consume(bucket(key(email, address), this.accountAndAddress));
		consume(bucket(key(email), this.account));
	}

	/**
	 * Counts a second-factor code tried on an account whose password was right. Only a
	 * few a day are allowed, because six digits are soon guessed and only somebody who
	 * knows the password can try them.
	 * @throws TooManyAttemptsException if the account has used up its attempts
	 */
	void attemptCode(EmailAddress email) {
		consume(bucket(key(email, "") + "code", this.codes));
	}

	/**
	 * Resets the attempts on an account, and refunds the last one of the address, after
	 * the right password was given.
	 */
	void succeeded(EmailAddress email, String address) {
		forget(email);
		addressBucket(address).addTokens(1);
	}

	/**
	 * Resets all attempts on an account, from any address. The rows are locked in the
	 * order of their keys, so that concurrent statements cannot deadlock.
	 */
	void forget(EmailAddress email) {
		this.jdbc.sql("""
				DELETE FROM login_throttle WHERE id IN (
				    SELECT id FROM login_throttle WHERE id = :account OR starts_with(id, :fromAddresses)
				    ORDER BY id FOR UPDATE)""")
			.param("account", key(email))
			.param("fromAddresses", key(email, ""))
			.update();
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void purge() {
		int removed;
		do {
			removed = this.buckets.removeExpired(PURGED_AT_ONCE);
		}
		while (removed == PURGED_AT_ONCE);
	}

	private static void consume(Bucket bucket) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

	private Bucket addressBucket(String address) {
		return bucket("address " + ClientNetwork.of(address), this.address);
	}

	private Bucket bucket(String key, BucketConfiguration configuration) {
		return this.buckets.getProxy(key, () -> configuration);
	}

	// E-mail addresses contain no space, so no key is a prefix of another account's key
	private static String key(EmailAddress email) {
		return "account " + email.value();
	}

	private static String key(EmailAddress email, String address) {
		return key(email) + " " + ClientNetwork.of(address);
	}

}
