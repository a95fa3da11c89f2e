package pl.chronobook.identity.domain;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo on the landing page.
 *
 * @param enabled whether a demo is offered; by default only with the embedded database,
 * that is when no spring.datasource.url is set
 * @param maxAccounts the most demo accounts at a time; a new one then replaces the one
 * that was idle longest
 * @param accountsPerNetwork the most demo accounts that one network (IPv4 /24, IPv6 /64)
 * may start within an hour
 */
@ConfigurationProperties("chronobook.demo")
record DemoProperties(@Nullable Boolean enabled, @DefaultValue("100") int maxAccounts,
		@DefaultValue("20") int accountsPerNetwork) {
}
