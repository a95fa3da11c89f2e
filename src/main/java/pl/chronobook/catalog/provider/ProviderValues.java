package pl.chronobook.catalog.provider;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;

/**
 * Converts the values of providers' answers. An invalid value becomes a missing one.
 */
public final class ProviderValues {

	private static final Pattern YEAR = Pattern.compile("^\\s*([12]\\d{3})(?!\\d)");

	private static final int LONGEST_ADDRESS = 1000;

	private ProviderValues() {
	}

	static Optional<String> title(@Nullable String text) {
		return Optional.ofNullable(text)
			.map(title -> tidy(title, NewBook.LONGEST_TITLE))
			.filter(title -> !title.isEmpty());
	}

	static String author(@Nullable List<@Nullable String> names) {
		if (names == null) {
			return Book.UNKNOWN_AUTHOR;
		}
		String joined = names.stream()
			.filter(Objects::nonNull)
			.map(name -> tidy(name, NewBook.LONGEST_AUTHOR))
			.filter(name -> !name.isEmpty())
			.distinct()
			.limit(10)
			.collect(Collectors.joining(", "));
		return joined.isEmpty() ? Book.UNKNOWN_AUTHOR : tidy(joined, NewBook.LONGEST_AUTHOR);
	}

	static @Nullable PageCount pageCount(@Nullable Number pages) {
		if (pages != null && pages.doubleValue() >= 1 && pages.doubleValue() <= PageCount.MAX) {
			return new PageCount(pages.intValue());
		}
		return null;
	}

	static @Nullable Integer year(@Nullable Object date) {
		Matcher year = YEAR.matcher(Objects.toString(date, ""));
		return year.find() ? Integer.valueOf(year.group(1)) : null;
	}

	/**
	 * Returns the first valid ISBN, one of thirteen digits if possible.
	 */
	static @Nullable Isbn isbn(@Nullable List<@Nullable String> identifiers) {
		return isbns(identifiers).stream().findFirst().orElse(null);
	}

	static List<Isbn> isbns(@Nullable List<@Nullable String> identifiers) {
		if (identifiers == null) {
			return List.of();
		}
		return identifiers.stream()
			.filter(Objects::nonNull)
			.filter(text -> text.length() <= 20)
			.sorted((a, b) -> Integer.compare(b.length(), a.length()))
			.flatMap(text -> Isbn.parse(text).stream())
			.distinct()
			.toList();
	}

	/**
	 * Converts the address of a cover: to https unless its origin is trusted without TLS,
	 * and without the parameter that makes Google fold a corner.
	 */
	static @Nullable URI cover(@Nullable String address, List<URI> trusted) {
		if (address == null || address.length() > LONGEST_ADDRESS) {
			return null;
		}
		try {
			URI uri = new URI(address.strip().replaceFirst("&edge=curl(?=&|$)", ""));
			if (uri.getHost() == null || uri.getScheme() == null) {
				return null;
			}
			if (trusted.stream().anyMatch(origin -> sameOrigin(origin, uri))) {
				return uri;
			}
			return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
				case "https" -> uri;
				case "http" -> new URI("https" + uri.toString().substring(4));
				default -> null;
			};
		}
		catch (java.net.URISyntaxException ex) {
			return null;
		}
	}

	public static boolean sameOrigin(URI a, URI b) {
		return a.getScheme().equalsIgnoreCase(b.getScheme()) && a.getHost().equalsIgnoreCase(b.getHost())
				&& a.getPort() == b.getPort();
	}

	static String tidy(String text, int longest) {
		String tidy = text.replaceAll("[\\s\\p{Z}\\p{C}]+", " ").strip();
		if (tidy.length() <= longest) {
			return tidy;
		}
		int end = longest - 1;
		return tidy.substring(0, Character.isHighSurrogate(tidy.charAt(end - 1)) ? end - 1 : end).stripTrailing() + "…";
	}

}
