package pl.chronobook.transfer.domain;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo on the landing page.
 *
 * @param enabled whether a demo is offered; by default only with the embedded database,
 * that is when no spring.datasource.url is set
 * @param maxAccounts how many demo accounts may exist at a time; each is deleted some
 * days after it was made
 */
@ConfigurationProperties("chronobook.demo")
record DemoProperties(@Nullable Boolean enabled, @DefaultValue("100") int maxAccounts) {
}
