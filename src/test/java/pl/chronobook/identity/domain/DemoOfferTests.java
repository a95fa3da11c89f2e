package pl.chronobook.identity.domain;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class DemoOfferTests {

	@ParameterizedTest
	@CsvSource({ ",,true", ",jdbc:postgresql://db/chronobook,false", "true,jdbc:postgresql://db/chronobook,true",
			"false,,false" })
	void demoIsOfferedWithTheEmbeddedDatabaseOrOnRequest(Boolean enabled, String url, boolean offered) {
		MockEnvironment environment = new MockEnvironment();
		if (url != null) {
			environment.setProperty("spring.datasource.url", url);
		}
		Demos demos = new Demos(new DemoProperties(enabled, 1, 1), environment, mock(), mock(), mock());
		assertThat(demos.isOffered()).isEqualTo(offered);
	}

}
