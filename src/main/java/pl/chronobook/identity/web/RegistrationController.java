package pl.chronobook.identity.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.PasswordPolicy;
import pl.chronobook.identity.domain.Registration;
import pl.chronobook.identity.domain.RegistrationRefusedException;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.provider.SignInProviders;
import pl.chronobook.identity.session.SignIn;
import pl.chronobook.identity.visitor.VisitorLimits;

@Controller
@RequestMapping("/register")
class RegistrationController {

	private static final String PAGE = "identity/register";

	private static final EmailAddress NOBODY = new EmailAddress("nobody@example.invalid");

	private final SignInAttempts attempts;

	private final PasswordPolicy policy;

	private final SignIn signIn;

	private final Registration registration;

	private final SignInProviders providers;

	private final VisitorLimits limits;

	private final MessageSourceAccessor messages;

	RegistrationController(SignInAttempts attempts, PasswordPolicy policy, SignIn signIn, Registration registration,
			SignInProviders providers, VisitorLimits limits, MessageSource messages) {
		this.attempts = attempts;
		this.policy = policy;
		this.signIn = signIn;
		this.registration = registration;
		this.providers = providers;
		this.limits = limits;
		this.messages = new MessageSourceAccessor(messages);
	}

	@GetMapping
	String page(@AuthenticationPrincipal @Nullable SignedInReader reader, @ModelAttribute RegistrationForm form,
			Model model) {
		return (reader != null && !reader.isDemo()) ? "redirect:/" : show(form.invitation(), model);
	}

	@PostMapping
	String register(@ModelAttribute RegistrationForm form, BindingResult result,
			@AuthenticationPrincipal @Nullable SignedInReader visitor, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		show(form.invitation(), model);
		if (!this.registration.allowsPassword(form.invitation())) {
			response.setStatus(HttpStatus.FORBIDDEN.value());
			return PAGE;
		}
		Optional<EmailAddress> address = form.validate(this.policy, result);
		if (address.isEmpty()) {
			return RefusedForm.show(PAGE, response);
		}
		try {
			SignedInReader reader = this.attempts.register(address.get(), form.password(),
					TimeZones.ofBrowser(form.zone()).orElse(Accounts.DEFAULT_ZONE), form.invitation(),
					request.getRemoteAddr(), (visitor != null && visitor.isDemo()) ? visitor.getReaderId() : null);
			return "redirect:" + this.signIn.startWithPassword(reader, request, response);
		}
		catch (AuthenticationException ex) {
			result.reject("identity.registration.refused");
			return RefusedForm.show(PAGE, response);
		}
		catch (RegistrationRefusedException ex) {
			model.addAttribute("allowsPassword", false);
			response.setStatus(HttpStatus.FORBIDDEN.value());
			return PAGE;
		}
		catch (TooManyAttemptsException ex) {
			return RefusedForm.throttled(PAGE, ex, result, response);
		}
	}

	/**
	 * Returns the weakness of a password while it is typed, as text; an empty text if the
	 * policy accepts it.
	 * @throws TooManyAttemptsException if the visitor's network has asked too often
	 */
	@PostMapping("/strength")
	ResponseEntity<String> strength(@ModelAttribute RegistrationForm form, HttpServletRequest request) {
		this.limits.checkPassword(request.getRemoteAddr());
		EmailAddress address = EmailAddress.parse(form.email()).orElse(NOBODY);
		String answer = this.policy.weaknessOf(form.password(), address)
			.map((weakness) -> this.messages.getMessage("identity.password." + weakness))
			.orElse("");
		return ResponseEntity.ok()
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.body(answer);
	}

	private String show(String invitation, Model model) {
		model.addAttribute("mode", this.registration.mode());
		model.addAttribute("invitation", invitation);
		model.addAttribute("allowsPassword", this.registration.allowsPassword(invitation));
		model.addAttribute("providers",
				this.registration.allowsProvider(invitation) ? this.providers.all() : List.of());
		return PAGE;
	}

	/**
	 * The form that opens an account.
	 *
	 * @param email the address, without the spaces around it
	 * @param password the password, exactly as typed
	 * @param zone the browser's time zone; empty without JavaScript
	 * @param invitation the token of the invitation; empty if there is none
	 */
	record RegistrationForm(String email, String password, String zone, String invitation) {

		RegistrationForm(@Nullable String email, @Nullable String password, @Nullable String zone,
				@Nullable String invitation) {
			this.email = Objects.requireNonNullElse(email, "").strip();
			this.password = Objects.requireNonNullElse(password, "");
			this.zone = Objects.requireNonNullElse(zone, "");
			this.invitation = Objects.requireNonNullElse(invitation, "");
		}

		/**
		 * Checks the address and the password.
		 * @return the address; or nothing, with the reasons in {@code errors}
		 */
		Optional<EmailAddress> validate(PasswordPolicy policy, Errors errors) {
			return NewCredentials.validate(this.email, this.password, policy, errors);
		}

	}

}
