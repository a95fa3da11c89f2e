package pl.chronobook.transfer.web;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

import pl.chronobook.transfer.file.WorkLimit;

/**
 * Ends the work on an upload when its client has disconnected. A servlet notices a
 * disconnection only when it writes. Therefore this class looks at the connection: after
 * the body, either another request or the end of the connection follows.
 */
@Configuration(proxyBeanMethods = false)
class UploadClients {

	private static final String GONE = "pl.chronobook.transfer.client-gone";

	/** The methods of requests with files. */
	private static final Set<String> METHODS = Set.of("POST", "PUT");

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionsOfUploads() {
		return (tomcat) -> tomcat.addEngineValves(new Connections());
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 101)
	OncePerRequestFilter clientsOfUploads() {
		return new Clients();
	}

	/** Adds to a request the check whether its client has disconnected. */
	private static final class Connections extends ValveBase {

		private Connections() {
			super(true);
		}

		@Override
		public void invoke(Request request, Response response) throws IOException, ServletException {
			// A request that could not be read has no method
			if (METHODS.stream().anyMatch((method) -> method.equals(request.getMethod()))) {
				BooleanSupplier gone = () -> isGone(request.getCoyoteRequest());
				request.setAttribute(GONE, gone);
			}
			getNext().invoke(request, response);
		}

		/**
		 * Checks without waiting whether the connection has ended. Tomcat reports the end
		 * as one available byte, whose reading would throw; bytes of a next request stay
		 * in its buffer and are not reported.
		 */
		private static boolean isGone(org.apache.coyote.Request request) {
			AtomicBoolean read = new AtomicBoolean();
			request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
			if (!read.get()) {
				return false;
			}
			request.action(ActionCode.AVAILABLE, true);
			return request.getAvailable() == 1;
		}

	}

	private static final class Clients extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if (!(request.getAttribute(GONE) instanceof BooleanSupplier gone)) {
				chain.doFilter(request, response);
				return;
			}
			try {
				WorkLimit.forClient(gone, () -> {
					chain.doFilter(request, response);
					return true;
				});
			}
			catch (ServletException | IOException | RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new ServletException(ex);
			}
		}

	}

}
