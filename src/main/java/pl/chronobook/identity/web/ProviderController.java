package pl.chronobook.identity.web;

import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.Registration;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.provider.ProviderLinks;
import pl.chronobook.identity.provider.ProviderVisit;
import pl.chronobook.identity.provider.SignInProviders;
import pl.chronobook.identity.session.SignInRecord;
import pl.chronobook.identity.session.UserAgents;
import pl.chronobook.identity.visitor.VisitorSessions;
import pl.chronobook.identity.web.ConfirmationController.ConfirmationForm;

/**
 * Sends browsers to OpenID providers, and removes the links to them. A form is answered
 * with a page that leads on, because the Content-Security-Policy's {@code form-action}
 * would block a redirect to another site.
 */
@Controller
class ProviderController {

	private static final String PAGE = "identity/leave";

	private static final String SECURITY = "redirect:/account/security";

	private final SignInProviders providers;

	private final ProviderLinks links;

	private final Registration registration;

	private final Accounts accounts;

	private final AccountNotices notices;

	ProviderController(SignInProviders providers, ProviderLinks links, Registration registration, Accounts accounts,
			AccountNotices notices) {
		this.providers = providers;
		this.links = links;
		this.registration = registration;
		this.accounts = accounts;
		this.notices = notices;
	}

	/**
	 * Handles providers that are unknown or unreachable, and visitors whose network has
	 * sent too many to one; for others a filter answers first.
	 */
	@GetMapping("/oauth2/authorization/{provider}")
	String unreachable(@PathVariable String provider, HttpServletRequest request) {
		if (!this.providers.exists(provider)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return "redirect:/login?provider=" + (VisitorSessions.wasRefused(request) ? "wait" : "failed");
	}

	@PostMapping("/register/providers/{provider}")
	String register(@PathVariable String provider, @RequestParam(defaultValue = "") String invitation,
			@RequestParam(defaultValue = "") String zone, HttpServletRequest request, HttpServletResponse response,
			Model model) {
		if (!this.registration.allowsProvider(invitation)) {
			return "redirect:/register";
		}
		return leave(provider,
				ProviderVisit.toRegister(invitation, TimeZones.ofBrowser(zone).orElse(Accounts.DEFAULT_ZONE)), request,
				response, model);
	}

	@PostMapping("/account/security/providers/{provider}")
	@FreshSignIn(returnTo = "/account/security")
	String link(@CurrentReader ReaderId reader, @PathVariable String provider, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		if (this.accounts.get(reader).demo()) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}
		return leave(provider, ProviderVisit.toLink(reader), request, response, model);
	}

	@PostMapping("/account/security/links/{link}/remove")
	@FreshSignIn(returnTo = "/account/security")
	String unlink(@CurrentReader ReaderId reader, @PathVariable UUID link, HttpServletRequest request,
			RedirectAttributes next) {
		if (this.links.of(reader).stream().noneMatch((own) -> own.id().equals(link))) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		boolean removed = this.accounts.removeWayIn(reader, () -> this.links.remove(reader, link));
		if (removed) {
			this.notices.happened(SecurityEvent.PROVIDER_UNLINKED, reader, UserAgents.of(request),
					SignInRecord.idOf(request));
		}
		next.addFlashAttribute("toast", removed ? "identity.provider.removed" : "identity.last-way-in");
		return SECURITY;
	}

	@PostMapping("/account/confirm/providers/{provider}")
	String confirm(@CurrentReader ReaderId reader, @PathVariable String provider,
			@RequestParam(defaultValue = "") String next, HttpServletRequest request, HttpServletResponse response,
			Model model) {
		return leave(provider, ProviderVisit.toConfirm(reader, ConfirmationForm.path(next)), request, response, model);
	}

	private String leave(String provider, ProviderVisit visit, HttpServletRequest request, HttpServletResponse response,
			Model model) {
		if (!this.providers.exists(provider)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		visit.begin(request);
		String address = "/oauth2/authorization/" + provider;
		response.setHeader("Refresh", "0;url=" + request.getContextPath() + address);
		model.addAttribute("address", address);
		model.addAttribute("name", this.providers.nameOf(provider));
		return PAGE;
	}

}
