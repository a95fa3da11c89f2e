package pl.chronobook;

import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class BundledStylesTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private ResourceUrlProvider links;

	@Test
	void bundledSheetHoldsEverySheetInItsLayer() {
		assertThat(BundledStyles.bundle()).contains("@layer pico {", "Pico CSS", "@layer reading {", ".row-title")
			.doesNotContain("@import", "@charset");
	}

	@Test
	void hashedAddressServesTheBundledSheetWithHashedFonts() {
		String address = Objects.requireNonNull(this.links.getForLookupPath("/css/app.css"));
		assertThat(address).matches("/css/app-[0-9a-f]{32}\\.css");
		assertThat(this.mvc.get().uri(address)).hasStatusOk()
			.hasContentType("text/css")
			.bodyText()
			.contains("Pico CSS", "literata-latin-wght-normal-");
	}

}
