package pl.chronobook.identity.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.PasswordPolicy;
import pl.chronobook.identity.domain.PasswordPolicy.Weakness;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.domain.TooManyAttemptsException;

@Controller
@RequestMapping("/register")
class RegistrationController {

	private static final String PAGE = "identity/register";

	private final SignInAttempts attempts;

	private final PasswordPolicy policy;

	private final SignIn signIn;

	RegistrationController(SignInAttempts attempts, PasswordPolicy policy, SignIn signIn) {
		this.attempts = attempts;
		this.policy = policy;
		this.signIn = signIn;
	}

	@GetMapping
	String page(@AuthenticationPrincipal @Nullable SignedInReader reader) {
		return (reader != null && !reader.isDemo()) ? "redirect:/" : PAGE;
	}

	@PostMapping
	String register(@RequestParam(defaultValue = "") String email, @RequestParam(defaultValue = "") String password,
			@RequestParam(defaultValue = "") String zone, HttpServletRequest request, HttpServletResponse response,
			Model model) {
		model.addAttribute("email", email.strip());
		Optional<EmailAddress> address = EmailAddress.parse(email);
		if (address.isEmpty()) {
			model.addAttribute("emailRefused", true);
			return refuse(response);
		}
		Optional<Weakness> weakness = this.policy.weaknessOf(password, address.get());
		if (weakness.isPresent()) {
			model.addAttribute("weakness", weakness.get());
			return refuse(response);
		}
		try {
			SignedInReader reader = this.attempts.register(address.get(), password,
					TimeZones.ofBrowser(zone).orElse(Accounts.DEFAULT_ZONE), request.getRemoteAddr());
			return "redirect:" + this.signIn.start(reader, request, response);
		}
		catch (AuthenticationException ex) {
			model.addAttribute("refused", true);
			return refuse(response);
		}
		catch (TooManyAttemptsException ex) {
			return TooManyAttempts.answer(PAGE, ex, response, model);
		}
	}

	private static String refuse(HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return PAGE;
	}

}
