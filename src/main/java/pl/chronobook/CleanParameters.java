package pl.chronobook;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Removes from every request parameter the characters that no reader types and that
 * PostgreSQL or a page cannot show: control characters other than tab and line ends, lone
 * surrogates, and the marks that change the direction of text. One filter does it for all
 * forms, whichever way a controller takes its parameters.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class CleanParameters extends OncePerRequestFilter {

	static String clean(String text) {
		StringBuilder cleaned = null;
		for (int i = 0, width; i < text.length(); i += width) {
			int character = text.codePointAt(i);
			width = Character.charCount(character);
			if (isUnwanted(character)) {
				cleaned = (cleaned != null) ? cleaned : new StringBuilder(text.length()).append(text, 0, i);
			}
			else if (cleaned != null) {
				cleaned.appendCodePoint(character);
			}
		}
		return (cleaned != null) ? cleaned.toString() : text;
	}

	private static boolean isUnwanted(int character) {
		return switch (character) {
			case '\t', '\n', '\r' -> false;
			case 0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
					0xFEFF ->
				true;
			// A surrogate that is a code point of its own has no partner
			default -> Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
		};
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(new CleanRequest(request), response);
	}

	private static final class CleanRequest extends HttpServletRequestWrapper {

		private CleanRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getParameter(String name) {
			String value = super.getParameter(name);
			return (value != null) ? clean(value) : null;
		}

		@Override
		public String @Nullable [] getParameterValues(String name) {
			String[] values = super.getParameterValues(name);
			return (values != null) ? clean(values) : null;
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			Map<String, String[]> cleaned = new LinkedHashMap<>();
			super.getParameterMap().forEach((name, values) -> cleaned.put(clean(name), clean(values)));
			return Collections.unmodifiableMap(cleaned);
		}

		@Override
		public Enumeration<String> getParameterNames() {
			return Collections.enumeration(getParameterMap().keySet());
		}

		private static String[] clean(String[] values) {
			return Arrays.stream(values).map(CleanParameters::clean).toArray(String[]::new);
		}

		private static String clean(String text) {
			return CleanParameters.clean(text);
		}

	}

}
