package pl.chronobook.identity.web;

import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.PasswordPolicy;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.session.UserAgents;

/**
 * The page on which a reader sets a new password by a recovery code.
 */
@Controller
@RequestMapping("/login/recover")
class RecoveryController {

	private static final String PAGE = "identity/recover";

	private final SignInAttempts attempts;

	private final PasswordPolicy policy;

	private final AccountNotices notices;

	RecoveryController(SignInAttempts attempts, PasswordPolicy policy, AccountNotices notices) {
		this.attempts = attempts;
		this.policy = policy;
		this.notices = notices;
	}

	@GetMapping
	String page(@ModelAttribute RecoveryForm form) {
		return PAGE;
	}

	@PostMapping
	String reset(@ModelAttribute RecoveryForm form, BindingResult result, HttpServletRequest request,
			HttpServletResponse response) {
		Optional<EmailAddress> address = form.validate(this.policy, result);
		if (address.isEmpty()) {
			return RefusedForm.show(PAGE, response);
		}
		try {
			Optional<ReaderId> reader = this.attempts.resetPassword(address.get(), form.code(), form.password(),
					request.getRemoteAddr());
			if (reader.isEmpty()) {
				result.rejectValue("code", "identity.recovery.refused");
				return RefusedForm.show(PAGE, response);
			}
			this.notices.happened(SecurityEvent.PASSWORD_RESET, reader.get(), UserAgents.of(request), null);
			return "redirect:/login?recovered";
		}
		catch (TooManyAttemptsException ex) {
			return RefusedForm.throttled(PAGE, ex, result, response);
		}
	}

	/**
	 * The form that sets a new password by a recovery code.
	 *
	 * @param email the address, without the spaces around it
	 * @param code the recovery code, without the spaces around it
	 * @param password the new password, exactly as typed
	 */
	record RecoveryForm(String email, String code, String password) {

		RecoveryForm(@Nullable String email, @Nullable String code, @Nullable String password) {
			this.email = Objects.requireNonNullElse(email, "").strip();
			this.code = Objects.requireNonNullElse(code, "").strip();
			this.password = Objects.requireNonNullElse(password, "");
		}

		/**
		 * Checks the address and the new password.
		 * @return the address; or nothing, with the reasons in {@code errors}
		 */
		Optional<EmailAddress> validate(PasswordPolicy policy, Errors errors) {
			return NewCredentials.validate(this.email, this.password, policy, errors);
		}

	}

}
