package pl.chronobook.transfer.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.transfer.file.RejectedRow;

/**
 * The context in which a file is parsed: the reader's data, the moment and the choices.
 *
 * @param zone time zone of times without an offset
 * @param now the present; rows of later moments are rejected
 * @param choices the choices of the preview
 * @param pagesPerHour pace of the reader, by which pages are estimated from minutes
 * @param titles titles by the numbers of a shop, for files that contain only numbers
 * @param refused receives each rejected row
 */
public record ParseContext(ZoneId zone, Instant now, Choices choices, double pagesPerHour, Map<String, String> titles,
		Consumer<RejectedRow> refused) {

	public ParseContext(ZoneId zone, Instant now, Choices choices, double pagesPerHour, Map<String, String> titles) {
		this(zone, now, choices, pagesPerHour, titles, row -> {
		});
	}

	public ParseContext(ZoneId zone, Instant now, @Nullable String person) {
		this(zone, now, Choices.of(person), ReadingArchive.USUAL_PAGES_PER_HOUR, Map.of());
	}

	public ParseContext withRefused(Consumer<RejectedRow> other) {
		return new ParseContext(this.zone, this.now, this.choices, this.pagesPerHour, this.titles, other);
	}

	public @Nullable String person() {
		return this.choices.person();
	}

}
