package pl.chronobook.catalog.provider;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;

/**
 * Reads title, authors, length and series from a MARC 21 record in JSON. A field of an
 * unexpected shape counts as missing.
 *
 * @see <a href="https://www.loc.gov/marc/bibliographic/">MARC 21 for bibliographic
 * data</a>
 */
final class MarcRecord {

	/** Punctuation that catalogues put between elements. */
	private static final Pattern TRAILING = Pattern.compile("[\\s/:;,=.]+$");

	/** Sequences of pages before their unit, such as {@code XII, 345, [3] s.} */
	private static final Pattern PAGES = Pattern.compile(
			"((?:\\[?(?:\\d{1,5}|[ivxlcdm]+)\\]?(?:\\s*,\\s*|\\s+))*\\[?\\d{1,5}\\]?)\\s*(?:stron|str\\.|s\\.|s$|p\\.|pages)",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern SEVERAL_VOLUMES = Pattern.compile("\\b(t|vol|wol|wolumin\\w*|tom\\w*)\\b\\.?",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	private final List<DataField> fields;

	private MarcRecord(List<DataField> fields) {
		this.fields = fields;
	}

	static MarcRecord of(BibliotekaNarodowaApi.@Nullable Marc marc) {
		if (marc == null || marc.fields() == null) {
			return new MarcRecord(List.of());
		}
		return new MarcRecord(marc.fields()
			.stream()
			.filter(Objects::nonNull)
			.flatMap(field -> field.entrySet().stream())
			.flatMap(entry -> DataField.of(entry.getKey(), entry.getValue()).stream())
			.toList());
	}

	/**
	 * Returns the title proper with the number and name of a part, without subtitle and
	 * authors.
	 */
	Optional<String> title() {
		return field("245")
			.map(title -> Stream.of("a", "n", "p")
				.flatMap(code -> title.values(code).limit(1))
				.map(MarcRecord::withoutPunctuation)
				.filter(part -> !part.isEmpty())
				.reduce("", (joined, part) -> joined.isEmpty() ? part : joined + ". " + part))
			.filter(title -> !title.isEmpty());
	}

	/**
	 * Returns the authors, given names first.
	 */
	List<String> authors() {
		Stream<DataField> main = this.fields.stream().filter(field -> field.tag().equals("100"));
		Stream<DataField> further = this.fields.stream()
			.filter(field -> field.tag().equals("700"))
			.filter(field -> field.values("e").anyMatch(role -> role.regionMatches(true, 0, "aut", 0, 3))
					|| field.values("4").anyMatch("aut"::equals));
		return Stream.concat(main, further)
			.flatMap(field -> field.values("a").limit(1))
			.map(MarcRecord::givenNamesFirst)
			.distinct()
			.toList();
	}

	/**
	 * The pages of the longest sequence in the physical description. A record of several
	 * volumes has no length: its figures are those of each volume.
	 */
	@Nullable PageCount pages() {
		return field("300").flatMap(field -> field.values("a").findFirst()).flatMap(MarcRecord::pages).orElse(null);
	}

	static Optional<PageCount> pages(String extent) {
		if (extent.length() > 200 || SEVERAL_VOLUMES.matcher(extent).find()) {
			return Optional.empty();
		}
		Matcher pages = PAGES.matcher(extent);
		if (!pages.find()) {
			return Optional.empty();
		}
		IntStream lengths = NUMBER.matcher(pages.group(1))
			.results()
			.mapToInt(number -> Integer.parseInt(number.group()));
		return lengths.max()
			.stream()
			.boxed()
			.flatMap(most -> Stream.ofNullable(ProviderValues.pageCount(most)))
			.findFirst();
	}

	/**
	 * Returns the series with the volume's number in it, such as {@code Wiedźmin, 3}.
	 */
	Optional<String> series() {
		return field("490").or(() -> field("830"))
			.flatMap(field -> field.values("a")
				.map(MarcRecord::withoutPunctuation)
				.filter(name -> !name.isEmpty())
				.findFirst()
				.map(name -> field.values("v")
					.map(MarcRecord::withoutPunctuation)
					.filter(number -> !number.isEmpty())
					.findFirst()
					.map(number -> name + ", " + number)
					.orElse(name)))
			.map(series -> ProviderValues.tidy(series, 200));
	}

	List<Isbn> isbns() {
		return ProviderValues.isbns(this.fields.stream()
			.filter(field -> field.tag().equals("020"))
			.flatMap(field -> field.values("a"))
			.map(text -> text.strip().split("\\s", 2)[0])
			.toList());
	}

	private Optional<DataField> field(String tag) {
		return this.fields.stream().filter(field -> field.tag().equals(tag)).findFirst();
	}

	private static String withoutPunctuation(String text) {
		return TRAILING.matcher(text).replaceFirst("").strip();
	}

	/**
	 * Converts {@code Prus, Bolesław (1847-1912).} to {@code Bolesław Prus}.
	 */
	static String givenNamesFirst(String heading) {
		String name = withoutPunctuation(heading.replaceAll("\\([^)]*\\)", " "));
		int comma = name.indexOf(',');
		return (comma < 0) ? name : name.substring(comma + 1).strip() + " " + name.substring(0, comma).strip();
	}

	/**
	 * A field with subfields.
	 */
	private record DataField(String tag, List<?> subfields) {

		static Optional<DataField> of(String tag, @Nullable Object value) {
			return (value instanceof Map<?, ?> field && field.get("subfields") instanceof List<?> subfields)
					? Optional.of(new DataField(tag, subfields)) : Optional.empty();
		}

		Stream<String> values(String code) {
			return this.subfields.stream()
				.flatMap(subfield -> (subfield instanceof Map<?, ?> entry && entry.get(code) instanceof String text)
						? Stream.of(text) : Stream.empty());
		}

	}

}
