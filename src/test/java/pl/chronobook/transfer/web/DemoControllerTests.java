package pl.chronobook.transfer.web;

import org.junit.jupiter.api.Test;

import org.springframework.context.support.StaticMessageSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import pl.chronobook.identity.Readers;
import pl.chronobook.transfer.domain.Demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

class DemoControllerTests {

	@Test
	void thereIsNoDemoWhereNoneIsOffered() {
		Readers readers = mock();
		Demo demo = mock();
		MockMvcTester mvc = MockMvcTester.of(new DemoController(demo, readers, new StaticMessageSource()));
		assertThat(mvc.post().uri("/demo")).hasStatus(404);
		verifyNoInteractions(readers);
	}

}
