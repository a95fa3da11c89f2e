package pl.chronobook;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Logs unhandled exceptions while the request's trace is still known; when the server
 * would log them it no longer is. A client that has closed the connection is no failure.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class FailedRequests extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(FailedRequests.class);

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() == DispatcherType.REQUEST
				&& request.getRequestURI().equals(request.getContextPath() + "/error")) {
			// Only the server forwards to this address, after a failure; it is not a page
			// of its own
			response.sendError(HttpStatus.NOT_FOUND.value());
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		catch (BodyLimit.BodyTooLargeException ex) {
			response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
		}
		catch (ServletException | RuntimeException ex) {
			Throwable cause = (ex instanceof ServletException && ex.getCause() != null) ? ex.getCause() : ex;
			if (response.isCommitted() || isGone(cause)) {
				throw ex;
			}
			Optional<Integer> refusal = refusal(cause);
			if (refusal.isPresent()) {
				// The server would log the parameters, which may be personal
				response.sendError(refusal.get());
				return;
			}
			log.error("A request failed", cause);
			ServerHttpObservationFilter.findObservationContext(request).ifPresent(context -> context.setError(cause));
			if (request.getDispatcherType() == DispatcherType.ERROR) {
				sendPlainPage(response);
			}
			else {
				response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value());
			}
		}
	}

	/** The status that refuses what the client sent; empty if the failure is ours. */
	private static Optional<Integer> refusal(Throwable failure) {
		if (isTooMuch(failure)) {
			return Optional.of(HttpStatus.CONTENT_TOO_LARGE.value());
		}
		return causes(failure).filter(InvalidParameterException.class::isInstance)
			.map(cause -> ((InvalidParameterException) cause).getErrorCode())
			.findFirst()
			.or(() -> (failure instanceof MultipartException) ? Optional.of(HttpStatus.BAD_REQUEST.value())
					: Optional.empty());
	}

	/** Returns whether a form was too large, for which the server has no exception. */
	private static boolean isTooMuch(Throwable failure) {
		return failure.getClass() == IllegalStateException.class && failure.getStackTrace().length > 0
				&& failure.getStackTrace()[0].getClassName().equals(Request.class.getName());
	}

	private static boolean isGone(Throwable failure) {
		return causes(failure)
			.anyMatch(cause -> cause instanceof ClientAbortException || cause instanceof EOFException);
	}

	private static Stream<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
	}

	/** Sends a static page, because the usual one needs the database. */
	private static void sendPlainPage(HttpServletResponse response) throws IOException {
		response.reset();
		response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.value());
		response.setContentType("text/html;charset=UTF-8");
		try (InputStream page = new ClassPathResource("error/plain.html").getInputStream()) {
			page.transferTo(response.getOutputStream());
		}
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

}
