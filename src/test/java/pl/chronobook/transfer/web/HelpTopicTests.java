package pl.chronobook.transfer.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTopicTests {

	/** The topics of formats that are not named like their topic. */
	private static final Map<String, HelpTopic> TOPICS = Map.of("ACCOUNT", HelpTopic.CHRONOBOOK, "GOODREADS_DATA",
			HelpTopic.GOODREADS, "JELU_EXPORT", HelpTopic.JELU, "KINDLE_DEVICES", HelpTopic.KINDLE, "KINDLE_INSIGHTS",
			HelpTopic.KINDLE, "LIBRARYTHING_JSON", HelpTopic.LIBRARYTHING, "MAPPED", HelpTopic.TABLE, "OLD_OPENREADS",
			HelpTopic.OPENREADS, "PASTED", HelpTopic.TABLE, "SESSIONS", HelpTopic.TABLE);

	@Test
	void everyFormatThatAPreviewCanNameHasHelp() throws IOException {
		Properties messages = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages.properties"));
		List<String> formats = messages.stringPropertyNames()
			.stream()
			.filter(key -> key.startsWith("transfer.format."))
			.map(key -> key.substring("transfer.format.".length()))
			.toList();
		assertThat(formats).hasSizeGreaterThan(15)
			.allSatisfy(format -> assertThat(topic(format)).as(format).isPresent());
	}

	@Test
	void addressesLeadBackToTheirTopics() {
		assertThat(HelpTopic.values()).allSatisfy(topic -> assertThat(HelpTopic.of(topic.address())).contains(topic));
	}

	private static Optional<HelpTopic> topic(String format) {
		return Arrays.stream(HelpTopic.values())
			.filter(topic -> topic == TOPICS.get(format) || topic.name().equals(format))
			.findFirst();
	}

}
