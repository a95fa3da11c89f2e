package pl.chronobook;

import java.util.Objects;

import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.SerializationUtils;
import org.springframework.web.servlet.DispatcherServlet;

import pl.chronobook.identity.ReaderId;

/**
 * Opens the page to which an answer redirects, with its flash attributes. They are
 * serialized on the way because the session that holds them is stored between requests.
 */
public final class Redirected {

	private Redirected() {
	}

	public static MvcTestResult follow(MockMvcTester mvc, MvcTestResult result, ReaderId reader) {
		return mvc.get()
			.uri(Objects.requireNonNull(result.getResponse().getRedirectedUrl(), "no redirect"))
			.requestAttr(DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE,
					SerializationUtils.clone(result.getMvcResult().getFlashMap()))
			.with(SignedIn.as(reader))
			.exchange();
	}

}
