package pl.chronobook;

import java.time.Clock;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ApplicationConfiguration {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	MessageSource messageSource() {
		return new IcuMessageSource("messages");
	}

	/**
	 * Lets a browser name as many languages as it likes: the pages are in Polish, and the
	 * server would answer the eleventh language with a failure.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> languagesOfBrowsers() {
		return tomcat -> tomcat.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
	}

}
