package pl.chronobook.sync.web;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Admits requests of devices that the strict firewall refuses: the methods of WebDAV, and
 * paths that begin with two slashes, which KOReader sends if the server's address ends
 * with a slash. KOReader's own server treats two slashes as one, too.
 */
class DeviceFirewall extends StrictHttpFirewall {

	private static final Pattern SLASHES = Pattern.compile("/{2,}");

	DeviceFirewall() {
		setAllowedHttpMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "MKCOL"));
	}

	@Override
	public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
		String uri = request.getRequestURI();
		boolean mended = uri.startsWith(request.getContextPath() + "/sync/") && uri.contains("//");
		return super.getFirewalledRequest(mended ? new SingleSlashes(request) : request);
	}

	private static final class SingleSlashes extends HttpServletRequestWrapper {

		SingleSlashes(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getRequestURI() {
			return single(super.getRequestURI());
		}

		@Override
		public String getServletPath() {
			return single(super.getServletPath());
		}

		@Override
		public @Nullable String getPathInfo() {
			String info = super.getPathInfo();
			return (info != null) ? single(info) : null;
		}

		private static String single(String path) {
			return SLASHES.matcher(path).replaceAll("/");
		}

	}

}
