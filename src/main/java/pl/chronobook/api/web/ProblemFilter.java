package pl.chronobook.api.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Converts every error that would lead to an error page to problem details: unknown
 * paths, unsupported methods and media types, and failures.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ProblemFilter extends OncePerRequestFilter {

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		return !path.startsWith("/api/") && !path.equals("/mcp") && !path.startsWith("/v3/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, new WithProblems(response));
	}

	private static final class WithProblems extends HttpServletResponseWrapper {

		WithProblems(HttpServletResponse response) {
			super(response);
		}

		@Override
		public void sendError(int status) throws IOException {
			sendError(status, null);
		}

		@Override
		public void sendError(int status, @Nullable String message) throws IOException {
			HttpStatus known = HttpStatus.resolve(status);
			HttpStatus answer = (known != null) ? known : HttpStatus.INTERNAL_SERVER_ERROR;
			resetBuffer();
			Problem.of(answer, answer.name(), detail(answer)).writeTo(this);
		}

		private static String detail(HttpStatus status) {
			return switch (status) {
				case BAD_REQUEST -> "The request cannot be read.";
				case NOT_FOUND -> "There is nothing here, or nothing of this reader.";
				case METHOD_NOT_ALLOWED -> "This address does not support the method; Allow lists those it does.";
				case NOT_ACCEPTABLE -> "The API answers in JSON.";
				case CONTENT_TOO_LARGE -> "The body is too large.";
				case UNSUPPORTED_MEDIA_TYPE -> "The API does not read this type of content.";
				default -> status.is5xxServerError() ? "Something failed on the server." : status.getReasonPhrase();
			};
		}

	}

}
