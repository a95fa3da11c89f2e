package pl.chronobook.sync.forward;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import pl.chronobook.outbound.OutboundHttp;
import pl.chronobook.outbound.RefusedAddressException;

/**
 * Calls a sync server by KOReader's protocol.
 */
@Component
class SyncServer {

	private static final Pattern SLASHES = Pattern.compile("/+$");

	private final OutboundHttp http;

	SyncServer(OutboundHttp http) {
		this.http = http;
	}

	/** Asks whether the server accepts the credentials. */
	ForwardingState authorize(String server, String login, String key) {
		return send(HttpMethod.GET, server, "/users/auth", login, key, null);
	}

	/** Sends a progress report. */
	ForwardingState update(String server, String login, String key, String report) {
		return send(HttpMethod.PUT, server, "/syncs/progress", login, key, report);
	}

	private ForwardingState send(HttpMethod method, String server, String path, String login, String key,
			@Nullable String report) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-auth-user", login);
		headers.set("x-auth-key", key);
		headers.set(HttpHeaders.ACCEPT, "application/vnd.koreader.v1+json");
		headers.set(Forwardings.HEADER, "1");
		if (report != null) {
			headers.setContentType(MediaType.APPLICATION_JSON);
		}
		try {
			URI address = this.http.address(SLASHES.matcher(server).replaceFirst("") + path);
			return state(this.http
				.send(method, address, headers, (report != null) ? report.getBytes(StandardCharsets.UTF_8) : null)
				.status());
		}
		catch (RefusedAddressException ex) {
			return ForwardingState.NOT_ALLOWED;
		}
		catch (IOException ex) {
			return ForwardingState.UNREACHABLE;
		}
	}

	private static ForwardingState state(int status) {
		if (status >= 200 && status < 300) {
			return ForwardingState.DELIVERED;
		}
		if (status == HttpStatus.UNAUTHORIZED.value()) {
			return ForwardingState.UNAUTHORIZED;
		}
		boolean passing = status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()
				|| status == HttpStatus.REQUEST_TIMEOUT.value();
		return passing ? ForwardingState.UNREACHABLE : ForwardingState.REFUSED;
	}

}
