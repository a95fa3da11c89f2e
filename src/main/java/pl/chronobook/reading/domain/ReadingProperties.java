package pl.chronobook.reading.domain;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of reading lists.
 *
 * @param maxOpenBooks books that wait or are being read that a reader's list may hold;
 * further ones cannot be added until some are finished or removed
 * @param rebuildDays whether the application recomputes the daily sums of all readers, on
 * which statistics rest, when it starts
 */
@ConfigurationProperties("chronobook.reading")
public record ReadingProperties(@DefaultValue("10000") int maxOpenBooks, @DefaultValue("false") boolean rebuildDays) {

	public ReadingProperties {
		Assert.isTrue(maxOpenBooks > 0, "chronobook.reading.max-open-books must be positive");
	}

}
