package pl.chronobook.identity.domain;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class LoginPropertiesTests {

	@Test
	void defaultIsTenAttemptsPerAccountAndAddressInFifteenMinutes() {
		assertThat(bind(Map.of())).isEqualTo(new LoginProperties(10, 40, 50, Duration.ofMinutes(15)));
	}

	@Test
	void settingsReplaceTheDefaults() {
		assertThat(bind(Map.of("chronobook.login.attempts-per-account", "7", "chronobook.login.period", "1h")))
			.isEqualTo(new LoginProperties(10, 7, 50, Duration.ofHours(1)));
	}

	private static LoginProperties bind(Map<String, String> settings) {
		return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("chronobook.login",
				LoginProperties.class);
	}

}
