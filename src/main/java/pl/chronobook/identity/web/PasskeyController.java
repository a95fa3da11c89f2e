package pl.chronobook.identity.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SecurityLog;
import pl.chronobook.identity.session.SignIn;
import pl.chronobook.identity.session.SignInRecord;
import pl.chronobook.identity.session.UserAgents;
import pl.chronobook.identity.web.ConfirmationController.ConfirmationForm;

/**
 * Answers the requests of {@code identity.js} while it adds a passkey or signs in with
 * one. The body of a success is the path of the next page.
 */
@Controller
class PasskeyController {

	private final Passkeys passkeys;

	private final Accounts accounts;

	private final SignIn signIn;

	private final AccountNotices notices;

	private final SecurityLog log;

	PasskeyController(Passkeys passkeys, Accounts accounts, SignIn signIn, AccountNotices notices, SecurityLog log) {
		this.passkeys = passkeys;
		this.accounts = accounts;
		this.signIn = signIn;
		this.notices = notices;
		this.log = log;
	}

	@PostMapping("/account/security/passkeys/options")
	@FreshSignIn(returnTo = "/account/security")
	ResponseEntity<String> creationOptions(@CurrentReader ReaderId reader, Authentication authentication,
			HttpServletRequest request, HttpServletResponse response) {
		Account account = this.accounts.get(reader);
		if (account.demo() || this.passkeys.of(reader).size() >= Passkeys.MAX_PASSKEYS) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}
		return json(this.passkeys.creationOptions(account, authentication, request, response));
	}

	@PostMapping("/account/security/passkeys")
	@FreshSignIn(returnTo = "/account/security")
	ResponseEntity<String> add(@CurrentReader ReaderId reader, @RequestBody String answer, HttpServletRequest request,
			HttpServletResponse response) {
		if (!this.passkeys.add(answer, request, response)) {
			return ResponseEntity.unprocessableContent().build();
		}
		happened(SecurityEvent.PASSKEY_ADDED, reader, request);
		return goTo("/account/security");
	}

	@PostMapping("/account/security/passkeys/{credential}/remove")
	@FreshSignIn(returnTo = "/account/security")
	String remove(@CurrentReader ReaderId reader, @PathVariable String credential, HttpServletRequest request,
			RedirectAttributes next) {
		if (!this.passkeys.has(reader, credential)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		boolean removed = this.accounts.removeWayIn(reader, () -> this.passkeys.remove(reader, credential));
		if (removed) {
			happened(SecurityEvent.PASSKEY_REMOVED, reader, request);
		}
		next.addFlashAttribute("toast", removed ? "identity.passkey.removed" : "identity.last-way-in");
		return "redirect:/account/security";
	}

	@PostMapping("/login/passkey/options")
	ResponseEntity<String> requestOptions(HttpServletRequest request, HttpServletResponse response) {
		return json(this.passkeys.requestOptions(SecurityContextHolder.getContext().getAuthentication(), request,
				response));
	}

	@PostMapping("/login/passkey")
	ResponseEntity<String> signIn(@RequestBody String answer, HttpServletRequest request,
			HttpServletResponse response) {
		Optional<ReaderId> reader = this.passkeys.authenticate(answer, request, response);
		if (reader.isEmpty()) {
			this.log.record(SecurityEvent.SIGN_IN_FAILED, null);
			return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
		}
		return goTo(this.signIn.start(this.accounts.principal(reader.get()), FactorGrantedAuthority.WEBAUTHN_AUTHORITY,
				request, response));
	}

	@PostMapping("/account/confirm/passkey")
	ResponseEntity<String> confirm(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String next,
			@RequestBody String answer, HttpServletRequest request, HttpServletResponse response) {
		Optional<ReaderId> confirmed = this.passkeys.authenticate(answer, request, response);
		if (!confirmed.equals(Optional.of(reader))) {
			this.log.record(SecurityEvent.SIGN_IN_FAILED, reader);
			return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
		}
		this.signIn.refresh(this.accounts.principal(reader), FactorGrantedAuthority.WEBAUTHN_AUTHORITY, request,
				response);
		return goTo(ConfirmationForm.path(next));
	}

	private void happened(SecurityEvent event, ReaderId reader, HttpServletRequest request) {
		this.notices.happened(event, reader, UserAgents.of(request), SignInRecord.idOf(request));
	}

	private static ResponseEntity<String> json(String body) {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
	}

	private static ResponseEntity<String> goTo(String path) {
		return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(path);
	}

}
