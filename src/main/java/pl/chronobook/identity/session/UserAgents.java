package pl.chronobook.identity.session;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Describes a browser in words, such as „Firefox, Windows”, by its header {@code
 * User-Agent}. The description of an unknown browser is empty.
 */
public final class UserAgents {

	/**
	 * Names by the product tokens of browsers. The first match counts, because browsers
	 * also send the tokens of their predecessors.
	 */
	private static final Map<String, String> BROWSERS = words("Edg", "Edge", "OPR/", "Opera", "SamsungBrowser",
			"Samsung Internet", "Firefox/", "Firefox", "FxiOS", "Firefox", "CriOS", "Chrome", "Chrome/", "Chrome",
			"Safari/", "Safari");

	private static final Map<String, String> SYSTEMS = words("iPhone", "iPhone", "iPad", "iPad", "Android", "Android",
			"Windows", "Windows", "CrOS", "ChromeOS", "Mac OS X", "macOS", "Linux", "Linux");

	private UserAgents() {
	}

	public static String of(HttpServletRequest request) {
		return describe(request.getHeader(HttpHeaders.USER_AGENT));
	}

	static String describe(@Nullable String userAgent) {
		String browser = find(BROWSERS, userAgent);
		String system = find(SYSTEMS, userAgent);
		if (browser.isEmpty()) {
			return "";
		}
		return system.isEmpty() ? browser : browser + ", " + system;
	}

	private static String find(Map<String, String> words, @Nullable String userAgent) {
		return words.entrySet()
			.stream()
			.filter((word) -> userAgent != null && userAgent.contains(word.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("");
	}

	private static Map<String, String> words(String... pairs) {
		Map<String, String> words = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			words.put(pairs[i], pairs[i + 1]);
		}
		return words;
	}

}
