package pl.chronobook.identity.web;

import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.springframework.security.web.webauthn.api.CredentialRecord;

/**
 * A passkey on the page, with times in the reader's zone.
 */
record PasskeyRow(String id, String label, ZonedDateTime created, ZonedDateTime lastUsed) {

	static PasskeyRow of(CredentialRecord passkey, ZoneId zone) {
		return new PasskeyRow(passkey.getCredentialId().toBase64UrlString(), passkey.getLabel(),
				passkey.getCreated().atZone(zone), passkey.getLastUsed().atZone(zone));
	}

}
