package pl.chronobook.identity.domain;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts attempts to sign in, in the database, so that all instances count together. An
 * attempt is counted before the password is looked at: parallel attempts gain nothing.
 * <p>
 * The trade-off: a limit per account keeps a distributed attacker from guessing on, but
 * lets anybody lock a known reader out. So the tight limit is per account <em>and</em>
 * client address, which locks out the attacker alone; the limit per account is several
 * times looser and needs as many attacking addresses. Whoever has them keeps a reader
 * from signing in while the attack lasts, and a minute longer, as attempts come back
 * evenly; sessions that are open go on. What that leaves to guess is a few thousand
 * passwords a day, against passwords chosen to withstand ten billion guesses.
 */
@Component
class LoginThrottle {

	private static final int PURGED_AT_ONCE = 1000;

	private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

	private final JdbcClient jdbc;

	private final BucketConfiguration accountAndAddress;

	private final BucketConfiguration account;

	private final BucketConfiguration address;

	LoginThrottle(DataSource dataSource, JdbcClient jdbc, Clock clock, LoginProperties properties) {
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
	 * Forgets the attempts on an account, and the last one of the address, after the
	 * right password was given.
	 */
	void succeeded(EmailAddress email, String address) {
		forget(email);
		addressBucket(address).addTokens(1);
	}

	/**
	 * Forgets all attempts on an account, from wherever they came.
	 */
	void forget(EmailAddress email) {
		this.jdbc.sql("DELETE FROM login_throttle WHERE id = :account OR starts_with(id, :fromAddresses)")
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
		return bucket("address " + network(address), this.address);
	}

	private Bucket bucket(String key, BucketConfiguration configuration) {
		return this.buckets.getProxy(key, () -> configuration);
	}

	// No e-mail address has a space in it, so no key is another one's beginning by chance
	private static String key(EmailAddress email) {
		return "account " + email.value();
	}

	private static String key(EmailAddress email, String address) {
		return key(email) + " " + network(address);
	}

	/**
	 * Who has one IPv6 address has the 2⁶⁴ beside it.
	 */
	static String network(String address) {
		if (!address.contains(":")) {
			return address;
		}
		String unscoped = address.replaceFirst("%.*", "");
		byte[] bytes = InetAddress.ofLiteral(unscoped).getAddress();
		return HexFormat.ofDelimiter(":").formatHex(bytes, 0, bytes.length / 2);
	}

	private record ClockTimeMeter(Clock clock) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return TimeUnit.MILLISECONDS.toNanos(this.clock.millis());
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}
