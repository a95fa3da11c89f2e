package pl.chronobook;

import java.io.IOException;
import java.net.URI;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the {@code Host} header, which any client may invent, out of the addresses that
 * the application hands out: a configured public address takes its place, and a request
 * for a host that is not allowed is refused.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@EnableConfigurationProperties(PublicAddressProperties.class)
class PublicAddress extends OncePerRequestFilter {

	private final PublicAddressProperties properties;

	PublicAddress(PublicAddressProperties properties) {
		this.properties = properties;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.properties.allows(request.getServerName())) {
			response.sendError(HttpStatus.BAD_REQUEST.value());
			return;
		}
		URI address = this.properties.publicAddress();
		chain.doFilter((address != null) ? new PublicRequest(request, address) : request, response);
	}

	private static final class PublicRequest extends HttpServletRequestWrapper {

		private final URI address;

		private PublicRequest(HttpServletRequest request, URI address) {
			super(request);
			this.address = address;
		}

		@Override
		public String getScheme() {
			return this.address.getScheme();
		}

		@Override
		public String getServerName() {
			return this.address.getHost();
		}

		@Override
		public int getServerPort() {
			if (this.address.getPort() != -1) {
				return this.address.getPort();
			}
			return isSecure() ? 443 : 80;
		}

		@Override
		public boolean isSecure() {
			return "https".equals(getScheme());
		}

		@Override
		public StringBuffer getRequestURL() {
			String port = (this.address.getPort() != -1) ? ":" + this.address.getPort() : "";
			return new StringBuffer(getScheme()).append("://")
				.append(getServerName())
				.append(port)
				.append(getRequestURI());
		}

	}

}
