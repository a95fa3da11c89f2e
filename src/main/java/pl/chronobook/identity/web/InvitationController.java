package pl.chronobook.identity.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.Registration;
import pl.chronobook.identity.domain.RegistrationMode;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.session.SignInRecord;
import pl.chronobook.identity.session.UserAgents;

/**
 * The page on which readers invite others. It exists only where registration is closed.
 */
@Controller
@RequestMapping("/account/invitations")
class InvitationController {

	private static final String PAGE = "identity/invitations";

	private static final String HERE = "/account/invitations";

	private final Registration registration;

	private final Accounts accounts;

	private final AccountNotices notices;

	InvitationController(Registration registration, Accounts accounts, AccountNotices notices) {
		this.registration = registration;
		this.accounts = accounts;
		this.notices = notices;
	}

	@ModelAttribute
	void mayInvite(@CurrentReader ReaderId reader) {
		if (this.registration.mode() != RegistrationMode.CLOSED || this.accounts.get(reader).demo()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		model.addAttribute("open", this.registration.open(reader));
		return PAGE;
	}

	/**
	 * Shows the link in the response to the POST, because a redirect would have to store
	 * it.
	 */
	@PostMapping
	@FreshSignIn(returnTo = HERE)
	String invite(@CurrentReader ReaderId reader, HttpServletRequest request, Model model, RedirectAttributes next) {
		Optional<String> token = this.registration.invite(reader);
		if (token.isEmpty()) {
			next.addFlashAttribute("toast", "identity.invitations.full");
			return "redirect:" + HERE;
		}
		this.notices.happened(SecurityEvent.INVITATION_MADE, reader, UserAgents.of(request),
				SignInRecord.idOf(request));
		model.addAttribute("link",
				ServletUriComponentsBuilder.fromCurrentContextPath()
					.path("/register")
					.queryParam("invitation", token.get())
					.toUriString());
		return page(reader, model);
	}

	@PostMapping("/withdraw")
	String withdraw(@CurrentReader ReaderId reader, RedirectAttributes next) {
		this.registration.withdraw(reader);
		next.addFlashAttribute("toast", "identity.invitations.withdrawn");
		return "redirect:" + HERE;
	}

}
