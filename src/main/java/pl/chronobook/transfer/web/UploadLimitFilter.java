package pl.chronobook.transfer.web;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;

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

import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Limits;

/**
 * Converts an upload or a pasted text that is too large to a GET of its form, which shows
 * the message. It must precede all filters that read parameters: the server would discard
 * the whole body, with the CSRF token, and the reader would see a plain error.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class UploadLimitFilter extends OncePerRequestFilter {

	/** The addresses that accept files and pasted text. */
	private static final Set<String> FORMS = Set.of("/import", "/import/at-once", "/demo/own");

	private static final String PASTED = "application/x-www-form-urlencoded";

	static final String TOO_LARGE = "pl.chronobook.transfer.too-large";

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !request.getMethod().equals("POST")
				|| request.getContentLengthLong() <= (isPasted(request) ? Limits.MAX_PASTED_BYTES : Limits.MAX_BYTES)
				|| !FORMS.contains(request.getRequestURI().substring(request.getContextPath().length()));
	}

	private static boolean isPasted(HttpServletRequest request) {
		String type = request.getContentType();
		return type != null && type.regionMatches(true, 0, PASTED, 0, PASTED.length());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		request.setAttribute(TOO_LARGE, isPasted(request) ? FileProblem.PASTED_TOO_LONG : FileProblem.TOO_LARGE);
		chain.doFilter(new WithoutBody(request), response);
	}

	private static final class WithoutBody extends HttpServletRequestWrapper {

		WithoutBody(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getMethod() {
			return "GET";
		}

		@Override
		public @Nullable String getContentType() {
			return null;
		}

		/**
		 * Returns no parameters. Otherwise the server would read the body and refuse it
		 * for its size.
		 */
		@Override
		public Map<String, String[]> getParameterMap() {
			return Map.of();
		}

		@Override
		public Enumeration<String> getParameterNames() {
			return Collections.emptyEnumeration();
		}

		@Override
		public @Nullable String getParameter(String name) {
			return null;
		}

		@Override
		public String @Nullable [] getParameterValues(String name) {
			return null;
		}

	}

}
