package pl.chronobook.catalog.domain;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.provider.BibliotekaNarodowa;
import pl.chronobook.catalog.provider.LengthSource;

/**
 * Counts the Polish ISBNs that readers scan, add or import by the provider that knows the
 * length, so that the share of those without a length can be watched.
 */
@Component
class PolishIsbns {

	private static final String MISSING = "missing";

	private final Map<String, Counter> counters;

	PolishIsbns(MeterRegistry meters) {
		this.counters = Stream.concat(Stream.of(LengthSource.values()).map(LengthSource::column), Stream.of(MISSING))
			.collect(Collectors.toMap(length -> length,
					length -> Counter.builder("chronobook.catalog.polish.isbns")
						.tag("length", length)
						.description("Polish ISBNs that were looked up, by the provider of the length")
						.register(meters)));
	}

	/**
	 * Counts the result of a lookup.
	 * @param isbn its ISBN; one that is not Polish is not counted
	 * @param source the provider of its length; null if none knows it
	 */
	void count(@Nullable Isbn isbn, @Nullable LengthSource source) {
		if (BibliotekaNarodowa.covers(isbn)) {
			Objects.requireNonNull(this.counters.get((source != null) ? source.column() : MISSING)).increment();
		}
	}

}
