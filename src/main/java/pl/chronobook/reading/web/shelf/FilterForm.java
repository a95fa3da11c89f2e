package pl.chronobook.reading.web.shelf;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.shelf.ListFilter;
import pl.chronobook.reading.shelf.ListFilter.Order;

/**
 * The conditions of a search as the address names them. Unknown values count as absent.
 *
 * @param q words of title or author
 * @param status the name of a status
 * @param format the name of a format
 * @param owned {@code yes} or {@code no}
 * @param tag a tag
 * @param series the name of a series
 * @param sort the name of an order
 */
record FilterForm(String q, String status, String format, String owned, String tag, String series, String sort) {

	private static final int LONGEST = 200;

	FilterForm(@Nullable String q, @Nullable String status, @Nullable String format, @Nullable String owned,
			@Nullable String tag, @Nullable String series, @Nullable String sort) {
		this.q = text(q, 100);
		this.status = name(ReadingStatus.values(), status);
		this.format = name(Format.values(), format);
		this.owned = "yes".equals(owned) ? "yes" : "no".equals(owned) ? "no" : "";
		this.tag = text(tag, LONGEST);
		this.series = text(series, LONGEST);
		this.sort = name(Order.values(), sort);
	}

	ListFilter toFilter() {
		return new ListFilter(this.q, this.status.isEmpty() ? null : ReadingStatus.valueOf(this.status),
				this.format.isEmpty() ? null : Format.valueOf(this.format),
				this.owned.isEmpty() ? null : "yes".equals(this.owned), this.tag.isEmpty() ? null : this.tag,
				this.series.isEmpty() ? null : this.series,
				this.sort.isEmpty() ? Order.PLACE : Order.valueOf(this.sort));
	}

	/** Returns whether a condition besides the text is set. */
	public boolean isNarrowed() {
		return !(this.status + this.format + this.owned + this.tag + this.series).isEmpty();
	}

	/** Returns whether books are asked for at all. */
	public boolean isAsked() {
		return !this.q.isEmpty() || isNarrowed() || !this.sort.isEmpty();
	}

	/** Returns the address of a part of the answer. */
	public String address(int part) {
		UriComponentsBuilder address = UriComponentsBuilder.fromPath("/reading-list/search");
		set(address, "q", this.q);
		set(address, "status", this.status);
		set(address, "format", this.format);
		set(address, "owned", this.owned);
		set(address, "tag", this.tag);
		set(address, "series", this.series);
		set(address, "sort", this.sort);
		set(address, "part", (part > 0) ? String.valueOf(part) : "");
		return address.encode().build().toUriString();
	}

	private static void set(UriComponentsBuilder address, String name, String value) {
		if (!value.isEmpty()) {
			address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
		}
	}

	private static String text(@Nullable String typed, int longest) {
		String text = Objects.requireNonNullElse(typed, "").replace("\0", "").strip();
		return text.substring(0, Math.min(text.length(), longest));
	}

	private static <E extends Enum<E>> String name(E[] values, @Nullable String typed) {
		return Arrays.stream(values).map(Enum::name).filter(name -> name.equals(typed)).findFirst().orElse("");
	}

}
