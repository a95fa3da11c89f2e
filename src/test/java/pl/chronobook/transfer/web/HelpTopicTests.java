package pl.chronobook.transfer.web;

import java.io.IOException;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTopicTests {

	@Test
	void everyFormatThatAPreviewCanNameHasHelp() throws IOException {
		Properties messages = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages.properties"));
		List<String> formats = messages.stringPropertyNames()
			.stream()
			.filter(key -> key.startsWith("transfer.format."))
			.map(key -> key.substring("transfer.format.".length()))
			.toList();
		assertThat(formats).hasSizeGreaterThan(15)
			.allSatisfy(format -> assertThat(HelpTopic.ofFormat(format)).as(format).isPresent());
	}

	@Test
	void addressesLeadBackToTheirTopics() {
		assertThat(HelpTopic.values()).allSatisfy(topic -> assertThat(HelpTopic.of(topic.address())).contains(topic));
	}

}
