package pl.chronobook.identity.web;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The form for a code of the authenticator app, or a recovery code in its place.
 *
 * @param code the code as typed
 */
record CodeForm(String code) {

	CodeForm(@Nullable String code) {
		this.code = Objects.requireNonNullElse(code, "");
	}

}
