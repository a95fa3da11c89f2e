package pl.chronobook.identity.web;

import java.time.Clock;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.session.PendingSignIn;
import pl.chronobook.identity.session.SignIn;
import pl.chronobook.identity.session.UserAgents;

/**
 * The second step of signing in: the code of the authenticator app.
 */
@Controller
@RequestMapping("/login/code")
class SecondFactorController {

	private static final String PAGE = "identity/code";

	private final SignInAttempts attempts;

	private final SignIn signIn;

	private final AccountNotices notices;

	private final Clock clock;

	SecondFactorController(SignInAttempts attempts, SignIn signIn, AccountNotices notices, Clock clock) {
		this.attempts = attempts;
		this.signIn = signIn;
		this.notices = notices;
		this.clock = clock;
	}

	@GetMapping
	String page(@ModelAttribute CodeForm form, HttpServletRequest request, Model model) {
		Optional<PendingSignIn> pending = pending(request);
		if (pending.isEmpty()) {
			return "redirect:/login";
		}
		model.addAttribute("remembered", pending.get().remembered());
		return PAGE;
	}

	@PostMapping
	String check(@ModelAttribute CodeForm form, BindingResult result, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		Optional<PendingSignIn> pending = pending(request);
		if (pending.isEmpty()) {
			return "redirect:/login?expired";
		}
		model.addAttribute("remembered", pending.get().remembered());
		try {
			if (this.attempts.secondFactor(pending.get().reader().getReaderId(), form.code(),
					request.getRemoteAddr())) {
				return "redirect:" + this.signIn.start(pending.get().reader(),
						FactorGrantedAuthority.PASSWORD_AUTHORITY, request, response);
			}
			// Only somebody who knows the password gets here, so its owner is notified
			this.notices.happened(SecurityEvent.CODE_REFUSED, pending.get().reader().getReaderId(),
					UserAgents.of(request), null);
			result.rejectValue("code", "identity.code.refused");
			return RefusedForm.show(PAGE, response);
		}
		catch (TooManyAttemptsException ex) {
			return RefusedForm.throttled(PAGE, ex, result, response);
		}
	}

	private Optional<PendingSignIn> pending(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(PendingSignIn.ATTRIBUTE) instanceof PendingSignIn pending
				&& !pending.isExpired(this.clock.instant())) ? Optional.of(pending) : Optional.empty();
	}

}
