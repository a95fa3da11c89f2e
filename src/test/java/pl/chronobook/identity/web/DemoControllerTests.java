package pl.chronobook.identity.web;

import org.junit.jupiter.api.Test;

import org.springframework.test.web.servlet.assertj.MockMvcTester;

import pl.chronobook.identity.domain.Demos;
import pl.chronobook.identity.domain.SignInAttempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

class DemoControllerTests {

	@Test
	void demoIsNotFoundUnlessOffered() {
		SignInAttempts attempts = mock();
		Demos demos = mock();
		MockMvcTester mvc = MockMvcTester.of(new DemoController(demos, attempts, mock()));
		assertThat(mvc.post().uri("/demo")).hasStatus(404);
		verifyNoInteractions(attempts);
	}

}
