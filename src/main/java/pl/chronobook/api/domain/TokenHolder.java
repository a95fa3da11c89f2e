package pl.chronobook.api.domain;

import java.security.Principal;

import pl.chronobook.api.TokenId;
import pl.chronobook.identity.ReaderId;

/**
 * The principal of a request with an access token.
 *
 * @param readerId the owner of the token
 * @param token the token's id
 * @param scope the operations it allows
 */
public record TokenHolder(ReaderId readerId, TokenId token, TokenScope scope) implements Principal {

	/**
	 * Returns the owner of the token, for {@code @CurrentReader}, which reads a property
	 * of this name.
	 */
	public ReaderId getReaderId() {
		return this.readerId;
	}

	@Override
	public String getName() {
		return this.readerId.value().toString();
	}

}
