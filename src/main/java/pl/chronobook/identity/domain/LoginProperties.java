package pl.chronobook.identity.domain;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of attempts to sign in.
 *
 * @param attemptsPerPair attempts on one account from one client address within the
 * period
 * @param attemptsPerAccount attempts on one account from anywhere within the period
 * @param attemptsPerAddress attempts from one client address, on whatever accounts,
 * within the period; registrations and demo accounts count too
 * @param period time in which all attempts of a limit are refilled, evenly
 */
@ConfigurationProperties("chronobook.login")
record LoginProperties(@DefaultValue("10") int attemptsPerPair, @DefaultValue("40") int attemptsPerAccount,
		@DefaultValue("50") int attemptsPerAddress, @DefaultValue("15m") Duration period) {
}
