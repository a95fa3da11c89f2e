package pl.chronobook.profiling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Decodes the written profiles with Google's protobuf library, by the field numbers of
 * pprof's definition.
 */
class PprofTests {

	private static final Instant FROM = Instant.parse("2026-03-01T20:00:00.5Z");

	private static final Sample.Frame INNER = new Sample.Frame("pl.chronobook.Forecast.simulate", 40);

	private static final Sample.Frame OUTER = new Sample.Frame("pl.chronobook.Dashboard.show", 12);

	@Test
	void addsUpSamplesWithTheSameStackAndRequest() throws InvalidProtocolBufferException {
		UnknownFieldSet profile = profile(sample("00f067aa0ba902b7", INNER, OUTER),
				sample("00f067aa0ba902b7", INNER, OUTER), sample(null, OUTER));
		List<UnknownFieldSet> samples = messages(profile, 2);
		assertThat(samples).hasSize(2);
		assertThat(samples.getFirst().getField(2).getVarintList()).containsExactly(20_000_000L);
		assertThat(samples.getFirst().getField(1).getVarintList()).as("innermost first").containsExactly(1L, 2L);
		UnknownFieldSet label = messages(samples.getFirst(), 3).getFirst();
		assertThat(string(profile, label, 1)).isEqualTo("span_id");
		assertThat(string(profile, label, 2)).isEqualTo("00f067aa0ba902b7");
		assertThat(samples.getLast().getField(2).getVarintList()).containsExactly(10_000_000L);
		assertThat(samples.getLast().getField(1).getVarintList()).containsExactly(2L);
		assertThat(samples.getLast().hasField(3)).isFalse();
	}

	@Test
	void namesMethodsAndLines() throws InvalidProtocolBufferException {
		UnknownFieldSet profile = profile(sample(null, INNER, OUTER));
		List<UnknownFieldSet> locations = messages(profile, 4);
		assertThat(locations).hasSize(2);
		UnknownFieldSet line = messages(locations.getFirst(), 4).getFirst();
		assertThat(line.getField(2).getVarintList()).containsExactly(40L);
		UnknownFieldSet function = messages(profile, 5).stream()
			.filter(each -> each.getField(1).getVarintList().equals(line.getField(1).getVarintList()))
			.findAny()
			.orElseThrow();
		assertThat(string(profile, function, 2)).isEqualTo("pl.chronobook.Forecast.simulate");
	}

	@Test
	void saysWhatWasMeasuredAndWhen() throws InvalidProtocolBufferException {
		UnknownFieldSet profile = profile(sample(null, INNER));
		UnknownFieldSet type = messages(profile, 1).getFirst();
		assertThat(string(profile, type, 1)).isEqualTo("cpu");
		assertThat(string(profile, type, 2)).isEqualTo("nanoseconds");
		assertThat(string(profile, messages(profile, 11).getFirst(), 1)).isEqualTo("cpu");
		assertThat(profile.getField(6).getLengthDelimitedList().getFirst()).as("number 0 is no string")
			.isEqualTo(ByteString.EMPTY);
		assertThat(profile.getField(9).getVarintList()).containsExactly(1_772_395_200_500_000_000L);
		assertThat(profile.getField(10).getVarintList()).containsExactly(15_000_000_000L);
		assertThat(profile.getField(12).getVarintList()).containsExactly(10_000_000L);
	}

	private static UnknownFieldSet profile(Sample... samples) throws InvalidProtocolBufferException {
		return UnknownFieldSet.parseFrom(Pprof.encode(Sample.Kind.CPU, List.of(samples), FROM, Duration.ofSeconds(15)));
	}

	private static Sample sample(String span, Sample.Frame... frames) {
		return new Sample(Sample.Kind.CPU, 1, FROM, 10_000_000, List.of(frames), span);
	}

	private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
		return message.getField(field).getLengthDelimitedList().stream().map(bytes -> {
			try {
				return UnknownFieldSet.parseFrom(bytes);
			}
			catch (InvalidProtocolBufferException ex) {
				throw new AssertionError(ex);
			}
		}).toList();
	}

	private static String string(UnknownFieldSet profile, UnknownFieldSet message, int field) {
		int number = Math.toIntExact(message.getField(field).getVarintList().getFirst());
		return profile.getField(6).getLengthDelimitedList().get(number).toStringUtf8();
	}

}
