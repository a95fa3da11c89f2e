package pl.chronobook.identity.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.provider.SignInProviders;
import pl.chronobook.identity.provider.SignInProviders.SignInProvider;
import pl.chronobook.identity.session.SignIn;

@Controller
@RequestMapping("/login")
class LoginController {

	private static final String PAGE = "identity/login";

	private final SignInAttempts attempts;

	private final SignIn signIn;

	private final SignInProviders providers;

	LoginController(SignInAttempts attempts, SignIn signIn, SignInProviders providers) {
		this.attempts = attempts;
		this.signIn = signIn;
		this.providers = providers;
	}

	@GetMapping
	String page(@AuthenticationPrincipal @Nullable SignedInReader reader, @ModelAttribute LoginForm form) {
		return (reader != null && !reader.isDemo()) ? "redirect:/" : PAGE;
	}

	@ModelAttribute("providers")
	List<SignInProvider> providers() {
		return this.providers.all();
	}

	@PostMapping
	String signIn(@ModelAttribute LoginForm form, BindingResult result, HttpServletRequest request,
			HttpServletResponse response) {
		try {
			EmailAddress address = form.address().orElseThrow(() -> new BadCredentialsException("Not an address"));
			SignedInReader reader = this.attempts.signIn(address, form.password(), request.getRemoteAddr());
			return "redirect:" + this.signIn.startWithPassword(reader, request, response);
		}
		catch (AuthenticationException ex) {
			result.rejectValue("password", "identity.login.refused");
			return RefusedForm.show(PAGE, response);
		}
		catch (TooManyAttemptsException ex) {
			return RefusedForm.throttled(PAGE, ex, result, response);
		}
	}

	/**
	 * The form that signs a reader in.
	 *
	 * @param email the address, without the spaces around it
	 * @param password the password, exactly as typed
	 */
	record LoginForm(String email, String password) {

		LoginForm(@Nullable String email, @Nullable String password) {
			this.email = Objects.requireNonNullElse(email, "").strip();
			this.password = Objects.requireNonNullElse(password, "");
		}

		Optional<EmailAddress> address() {
			return EmailAddress.parse(this.email);
		}

	}

}
