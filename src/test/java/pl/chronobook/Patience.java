package pl.chronobook;

import java.time.Duration;

import org.awaitility.Awaitility;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets every test wait for events much longer than they take, because the machine may be
 * busy. A test that waits for too short a time would measure the machine.
 */
public class Patience implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
	}

}
