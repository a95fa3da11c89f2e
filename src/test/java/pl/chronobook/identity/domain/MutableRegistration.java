package pl.chronobook.identity.domain;

import java.time.Clock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A registration whose mode a test sets, so that the three modes need one application.
 * The test sets it back to open.
 */
public class MutableRegistration extends Registration {

	private volatile RegistrationMode mode = RegistrationMode.OPEN;

	MutableRegistration(AccountRepository accounts, JdbcClient jdbc, Clock clock) {
		super(new RegistrationProperties(RegistrationMode.OPEN), accounts, jdbc, clock);
	}

	@Override
	public RegistrationMode mode() {
		return this.mode;
	}

	public void setMode(RegistrationMode mode) {
		this.mode = mode;
	}

	@TestConfiguration(proxyBeanMethods = false)
	public static class Config {

		@Bean
		@Primary
		MutableRegistration mutableRegistration(AccountRepository accounts, JdbcClient jdbc, Clock clock) {
			return new MutableRegistration(accounts, jdbc, clock);
		}

	}

}
