package pl.chronobook.identity.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.QrCode;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.factor.AuthenticatorApps;
import pl.chronobook.identity.factor.RecoveryCodes;
import pl.chronobook.identity.provider.ProviderLinks;
import pl.chronobook.identity.provider.SignInProviders;
import pl.chronobook.identity.session.FreshSignInCheck;
import pl.chronobook.identity.session.OpenSessions;
import pl.chronobook.identity.session.SignInRecord;
import pl.chronobook.identity.session.UserAgents;

/**
 * The page on which readers see the open sessions of their account and manage its
 * factors.
 */
@Controller
@RequestMapping("/account/security")
class AccountSecurityController {

	private static final String PAGE = "identity/security";

	private static final String CODE_FORM = "codeForm";

	private static final String HERE = "/account/security";

	private final Accounts accounts;

	private final OpenSessions sessions;

	private final AuthenticatorApps apps;

	private final RecoveryCodes recoveryCodes;

	private final AccountNotices notices;

	private final Passkeys passkeys;

	private final ProviderLinks links;

	private final SignInProviders providers;

	private final FreshSignInCheck freshness;

	AccountSecurityController(Accounts accounts, OpenSessions sessions, AuthenticatorApps apps,
			RecoveryCodes recoveryCodes, AccountNotices notices, Passkeys passkeys, ProviderLinks links,
			SignInProviders providers, FreshSignInCheck freshness) {
		this.accounts = accounts;
		this.sessions = sessions;
		this.apps = apps;
		this.recoveryCodes = recoveryCodes;
		this.notices = notices;
		this.passkeys = passkeys;
		this.links = links;
		this.providers = providers;
		this.freshness = freshness;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, HttpServletRequest request, Model model) {
		return show(reader, request, model);
	}

	@GetMapping({ "/app", "/app/confirm", "/app/remove", "/recovery-codes", "/notices" })
	String reopenedTab() {
		return "redirect:" + HERE;
	}

	@PostMapping("/sessions/{signIn}/end")
	String endSession(@CurrentReader ReaderId reader, @PathVariable UUID signIn, HttpServletRequest request,
			RedirectAttributes next) {
		if (!this.sessions.end(reader, signIn)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		happened(SecurityEvent.SESSION_ENDED, reader, request);
		return done("identity.session.ended", next);
	}

	@PostMapping("/notices")
	String confirmNotices(@CurrentReader ReaderId reader, HttpServletRequest request) {
		this.notices.confirm(reader, SignInRecord.idOf(request));
		return "redirect:/";
	}

	@PostMapping("/app")
	@FreshSignIn(returnTo = HERE)
	String startApp(@CurrentReader ReaderId reader) {
		own(reader);
		this.apps.start(reader);
		return "redirect:/account/security#app";
	}

	@PostMapping("/app/confirm")
	@FreshSignIn(returnTo = HERE)
	String confirmApp(@CurrentReader ReaderId reader, @ModelAttribute CodeForm form, BindingResult result,
			HttpServletRequest request, HttpServletResponse response, Model model, RedirectAttributes next) {
		if (!this.apps.confirm(reader, form.code())) {
			result.rejectValue("code", "identity.app.refused");
			return RefusedForm.show(show(reader, request, model), response);
		}
		happened(SecurityEvent.AUTHENTICATOR_ADDED, reader, request);
		return done("identity.app.added", next);
	}

	@PostMapping("/app/remove")
	@FreshSignIn(returnTo = HERE)
	String removeApp(@CurrentReader ReaderId reader, HttpServletRequest request, RedirectAttributes next) {
		this.apps.remove(reader);
		happened(SecurityEvent.AUTHENTICATOR_REMOVED, reader, request);
		return done("identity.app.removed", next);
	}

	/**
	 * Shows the new codes in the response to the POST, because a redirect would have to
	 * store them.
	 */
	@PostMapping("/recovery-codes")
	@FreshSignIn(returnTo = HERE)
	String renewRecoveryCodes(@CurrentReader ReaderId reader, HttpServletRequest request, Model model) {
		own(reader);
		List<String> codes = this.recoveryCodes.renew(reader);
		happened(SecurityEvent.RECOVERY_CODES_MADE, reader, request);
		model.addAttribute("newCodes", codes);
		return show(reader, request, model);
	}

	private void own(ReaderId reader) {
		if (this.accounts.get(reader).demo()) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}
	}

	private String show(ReaderId reader, HttpServletRequest request, Model model) {
		Account account = this.accounts.get(reader);
		model.addAttribute("account", account);
		if (!model.containsAttribute(CODE_FORM)) {
			model.addAttribute(CODE_FORM, new CodeForm(null));
		}
		model.addAttribute("sessions",
				this.sessions.of(reader, request.getSession().getId())
					.stream()
					.map((session) -> SessionRow.of(session, account.zone()))
					.toList());
		boolean inUse = this.apps.isInUse(reader);
		model.addAttribute("appInUse", inUse);
		if (!inUse && this.freshness.isFresh(SecurityContextHolder.getContext().getAuthentication())) {
			this.apps.pending(reader).ifPresent((secret) -> {
				model.addAttribute("appSecret", secret.replaceAll("(.{4})(?=.)", "$1 "));
				String address = "otpauth://totp/ChronoBook:" + account.email() + "?secret=" + secret
						+ "&issuer=ChronoBook";
				model.addAttribute("appAddress", address);
				model.addAttribute("appQr", QrCode.of(address));
			});
		}
		model.addAttribute("passkeys",
				this.passkeys.of(reader).stream().map((passkey) -> PasskeyRow.of(passkey, account.zone())).toList());
		model.addAttribute("links", links(account));
		model.addAttribute("providers", this.providers.all());
		model.addAttribute("codesLeft", this.recoveryCodes.remaining(reader));
		return PAGE;
	}

	private List<LinkRow> links(Account account) {
		return this.links.of(account.reader())
			.stream()
			.map((link) -> new LinkRow(link.id(), this.providers.nameOf(link.provider()),
					link.since().atZone(account.zone()).toLocalDate()))
			.toList();
	}

	private void happened(SecurityEvent event, ReaderId reader, HttpServletRequest request) {
		this.notices.happened(event, reader, UserAgents.of(request), SignInRecord.idOf(request));
	}

	private static String done(String toast, RedirectAttributes next) {
		next.addFlashAttribute("toast", toast);
		return "redirect:" + HERE;
	}

	/**
	 * A link to a provider as the page shows it.
	 *
	 * @param id its primary key
	 * @param provider the provider's name
	 * @param since the day of linking, in the reader's zone
	 */
	record LinkRow(UUID id, String provider, LocalDate since) {
	}

}
