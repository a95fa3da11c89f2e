package pl.chronobook.transfer.web;

import java.io.IOException;

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

import pl.chronobook.transfer.domain.HistoryImport;

/**
 * Turns an upload that is too large into a look at the form, which then says so. It has
 * to come before everything that reads parameters: the server would throw the whole body
 * away, the CSRF token with it, and the reader would see a bare refusal.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class UploadLimitFilter extends OncePerRequestFilter {

	static final String TOO_LARGE = "pl.chronobook.transfer.too-large";

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !request.getMethod().equals("POST") || request.getContentLengthLong() <= HistoryImport.MAX_BYTES
				|| !request.getRequestURI().equals(request.getContextPath() + "/import");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		request.setAttribute(TOO_LARGE, true);
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

	}

}
