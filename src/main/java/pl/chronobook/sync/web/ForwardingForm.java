package pl.chronobook.sync.web;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.outbound.OutboundHttp;
import pl.chronobook.outbound.RefusedAddressException;
import pl.chronobook.sync.forward.Forwardings;

/**
 * The submitted form of a reader's own sync server.
 *
 * @param server its address
 * @param login the user name there
 * @param password the password there
 */
record ForwardingForm(String server, String login, String password) {

	private static final int MAX_PASSWORD = 200;

	ForwardingForm(@Nullable String server, @Nullable String login, @Nullable String password) {
		this.server = Objects.requireNonNullElse(server, "").strip();
		this.login = Objects.requireNonNullElse(login, "").strip();
		this.password = Objects.requireNonNullElse(password, "");
	}

	void validate(Errors errors, OutboundHttp http) {
		try {
			// The protocol's paths are appended to the address, so it has no query
			if (this.server.length() > Forwardings.MAX_SERVER || http.address(this.server).getRawQuery() != null) {
				errors.rejectValue("server", "sync.forwarding.server");
			}
		}
		catch (RefusedAddressException ex) {
			errors.rejectValue("server", "sync.forwarding.server");
		}
		if (this.login.isEmpty() || this.login.length() > Forwardings.MAX_LOGIN
				|| this.login.chars().anyMatch(character -> character < ' ' || character > '~')) {
			errors.rejectValue("login", "sync.forwarding.login");
		}
		if (this.password.isEmpty() || this.password.length() > MAX_PASSWORD) {
			errors.rejectValue("password", "sync.forwarding.password");
		}
	}

}
