package pl.chronobook.identity.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.authentication.HttpSessionPublicKeyCredentialRequestOptionsRepository;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.security.web.webauthn.registration.HttpSessionPublicKeyCredentialCreationOptionsRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Account;

/**
 * Registers and verifies passkeys (WebAuthn). A passkey verifies its user itself, with a
 * PIN or a finger, so it counts as both factors. The relying party is the host of the
 * request; a forged host gains nothing, because an authenticator signs only for the host
 * it sees.
 */
@Component
class Passkeys {

	/** The most passkeys of an account; more would only make the page long. */
	static final int MAX_PASSKEYS = 20;

	private static final Logger log = LoggerFactory.getLogger(Passkeys.class);

	private final JdbcPublicKeyCredentialUserEntityRepository users;

	private final JdbcUserCredentialRepository credentials;

	private final HttpSessionPublicKeyCredentialCreationOptionsRepository creations = new HttpSessionPublicKeyCredentialCreationOptionsRepository();

	private final HttpSessionPublicKeyCredentialRequestOptionsRepository requests = new HttpSessionPublicKeyCredentialRequestOptionsRepository();

	private final JsonMapper json = JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

	Passkeys(JdbcOperations jdbc) {
		this.users = new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
		this.credentials = new JdbcUserCredentialRepository(jdbc);
	}

	/** Lists the passkeys of a reader. */
	List<CredentialRecord> of(ReaderId reader) {
		PublicKeyCredentialUserEntity user = this.users.findByUsername(reader.value().toString());
		return (user != null) ? this.credentials.findByUserId(user.getId()) : List.of();
	}

	/**
	 * Begins to add a passkey.
	 * @return the options for the browser, as JSON
	 */
	String creationOptions(Account account, Authentication authentication, HttpServletRequest request,
			HttpServletResponse response) {
		Webauthn4JRelyingPartyOperations operations = operations(request);
		operations.setCustomizeCreationOptions(
				(options) -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
					.residentKey(ResidentKeyRequirement.REQUIRED)
					.userVerification(UserVerificationRequirement.REQUIRED)
					.build()));
		PublicKeyCredentialCreationOptions options = operations.createPublicKeyCredentialCreationOptions(
				new ImmutablePublicKeyCredentialCreationOptionsRequest(authentication));
		this.creations.save(request, response, options);
		return this.json.writeValueAsString(shownAs(account, options));
	}

	/**
	 * Sets the name that the device shows to the reader's address, in place of the id.
	 */
	private static PublicKeyCredentialCreationOptions shownAs(Account account,
			PublicKeyCredentialCreationOptions options) {
		String email = account.email().value();
		return PublicKeyCredentialCreationOptions.builder()
			.attestation(options.getAttestation())
			.pubKeyCredParams(options.getPubKeyCredParams())
			.authenticatorSelection(options.getAuthenticatorSelection())
			.challenge(options.getChallenge())
			.extensions(options.getExtensions())
			.timeout(options.getTimeout())
			.rp(options.getRp())
			.excludeCredentials(options.getExcludeCredentials())
			.user(ImmutablePublicKeyCredentialUserEntity.builder()
				.id(options.getUser().getId())
				.name(email)
				.displayName(email)
				.build())
			.build();
	}

	/**
	 * Adds the passkey that the browser has made.
	 * @param answer the browser's answer, as JSON, with the label that the reader chose
	 * @return whether it is a valid passkey for the given options
	 */
	boolean add(String answer, HttpServletRequest request, HttpServletResponse response) {
		PublicKeyCredentialCreationOptions options = this.creations.load(request);
		if (options == null) {
			return false;
		}
		this.creations.save(request, response, null);
		try {
			RelyingPartyPublicKey passkey = this.json.readValue(answer, RelyingPartyPublicKey.class);
			operations(request).registerCredential(new ImmutableRelyingPartyRegistrationRequest(options, passkey));
			return true;
		}
		catch (RuntimeException ex) {
			// The library throws various exceptions for invalid answers
			log.debug("A passkey is refused", ex);
			return false;
		}
	}

	/**
	 * Begins a sign-in.
	 * @return the options for the browser, as JSON
	 */
	String requestOptions(@Nullable Authentication authentication, HttpServletRequest request,
			HttpServletResponse response) {
		Webauthn4JRelyingPartyOperations operations = operations(request);
		operations
			.setCustomizeRequestOptions((options) -> options.userVerification(UserVerificationRequirement.REQUIRED));
		PublicKeyCredentialRequestOptions options = operations
			.createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(authentication));
		this.requests.save(request, response, options);
		return this.json.writeValueAsString(options);
	}

	/**
	 * Checks the browser's answer to a sign-in.
	 * @param answer as JSON
	 * @return the reader whose passkey has signed; empty if the answer is not valid
	 */
	Optional<ReaderId> authenticate(String answer, HttpServletRequest request, HttpServletResponse response) {
		PublicKeyCredentialRequestOptions options = this.requests.load(request);
		if (options == null) {
			return Optional.empty();
		}
		this.requests.save(request, response, null);
		try {
			PublicKeyCredential<AuthenticatorAssertionResponse> credential = this.json.readValue(answer,
					new TypeReference<>() {
					});
			PublicKeyCredentialUserEntity user = operations(request)
				.authenticate(new RelyingPartyAuthenticationRequest(options, credential));
			return Optional.of(new ReaderId(UUID.fromString(user.getName())));
		}
		catch (RuntimeException ex) {
			log.debug("An answer of a passkey is refused", ex);
			return Optional.empty();
		}
	}

	/**
	 * Returns whether the reader has a passkey.
	 * @param id its credential id, in base64url
	 */
	boolean has(ReaderId reader, String id) {
		return find(reader, id).isPresent();
	}

	/**
	 * Removes a passkey if it is the reader's.
	 * @param id its credential id, in base64url
	 */
	void remove(ReaderId reader, String id) {
		find(reader, id).ifPresent(this.credentials::delete);
	}

	private Optional<Bytes> find(ReaderId reader, String id) {
		return of(reader).stream()
			.map(CredentialRecord::getCredentialId)
			.filter((credential) -> credential.toBase64UrlString().equals(id))
			.findFirst();
	}

	private Webauthn4JRelyingPartyOperations operations(HttpServletRequest request) {
		String origin = ServletUriComponentsBuilder.fromRequest(request)
			.replacePath(null)
			.replaceQuery(null)
			.build()
			.toUriString();
		return new Webauthn4JRelyingPartyOperations(this.users, this.credentials,
				PublicKeyCredentialRpEntity.builder().id(request.getServerName()).name("ChronoBook").build(),
				Set.of(origin));
	}

}
