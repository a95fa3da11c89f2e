package pl.chronobook.identity.web;

import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.PasswordPolicy;
import pl.chronobook.identity.domain.Registration;
import pl.chronobook.identity.domain.RegistrationMode;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.session.SignInRecord;
import pl.chronobook.identity.session.UserAgents;

@Controller
@RequestMapping("/account")
class AccountController {

	private static final String PAGE = "identity/account";

	private static final String PASSWORD_FORM = "passwordForm";

	private static final String DELETION = "identity/delete";

	private final Accounts accounts;

	private final SignInAttempts attempts;

	private final PasswordPolicy policy;

	private final AccountNotices notices;

	private final Registration registration;

	AccountController(Accounts accounts, SignInAttempts attempts, PasswordPolicy policy, AccountNotices notices,
			Registration registration) {
		this.accounts = accounts;
		this.attempts = attempts;
		this.policy = policy;
		this.notices = notices;
		this.registration = registration;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		return show(this.accounts.get(reader), model);
	}

	@PostMapping("/settings")
	String changeSettings(@CurrentReader ReaderId reader, @ModelAttribute("settings") SettingsForm form,
			BindingResult result, RedirectAttributes redirect) {
		Optional<ReaderSettings> changed = form.applyTo(this.accounts.settings(reader), result);
		if (changed.isEmpty()) {
			return refused(result, redirect);
		}
		this.accounts.change(reader, changed.get());
		return done("identity.settings.saved", redirect);
	}

	@PostMapping("/password")
	String changePassword(@CurrentReader ReaderId reader, @ModelAttribute(PASSWORD_FORM) PasswordForm form,
			BindingResult result, HttpServletRequest request, RedirectAttributes redirect) {
		Account account = this.accounts.get(reader);
		if (!account.hasPassword()) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN);
		}
		NewCredentials.validatePassword(form.password(), account.email(), this.policy, result);
		if (!result.hasErrors()) {
			checkCurrent(account, form.current(), request, result);
		}
		if (result.hasErrors()) {
			return refused(PasswordForm.withoutTyped(result), redirect);
		}
		this.accounts.changePassword(reader, form.password(), request.getSession().getId());
		this.notices.happened(SecurityEvent.PASSWORD_CHANGED, reader, UserAgents.of(request),
				SignInRecord.idOf(request));
		request.changeSessionId();
		return done("identity.password.changed", redirect);
	}

	private void checkCurrent(Account account, String current, HttpServletRequest request, Errors errors) {
		try {
			this.attempts.signIn(account.email(), current, request.getRemoteAddr());
		}
		catch (AuthenticationException ex) {
			errors.rejectValue("current", "identity.password.not-current");
		}
		catch (TooManyAttemptsException ex) {
			errors.rejectValue("current", "identity.wait", new Object[] { ex.minutes() }, null);
		}
	}

	@GetMapping({ "/settings", "/password", "/sessions/end-others" })
	String reopenedTab() {
		return "redirect:/account";
	}

	@PostMapping("/sessions/end-others")
	String endOtherSessions(@CurrentReader ReaderId reader, HttpServletRequest request, RedirectAttributes next) {
		this.accounts.endOtherSessions(reader, request.getSession().getId());
		this.notices.happened(SecurityEvent.SESSION_ENDED, reader, UserAgents.of(request), null);
		return done("identity.sessions.ended", next);
	}

	@GetMapping("/delete")
	@FreshSignIn
	String deletion(@CurrentReader ReaderId reader, @ModelAttribute DeletionForm form, Model model) {
		model.addAttribute("account", this.accounts.get(reader));
		return DELETION;
	}

	@PostMapping("/delete")
	@FreshSignIn(returnTo = "/account/delete")
	String delete(@CurrentReader ReaderId reader, @ModelAttribute DeletionForm form, BindingResult result,
			HttpServletRequest request, HttpServletResponse response, Model model) throws ServletException {
		Account account = this.accounts.get(reader);
		model.addAttribute("account", account);
		if (account.hasPassword()) {
			try {
				this.attempts.signIn(account.email(), form.password(), request.getRemoteAddr());
			}
			catch (AuthenticationException ex) {
				result.rejectValue("password", "identity.deletion.refused");
				return RefusedForm.show(DELETION, response);
			}
			catch (TooManyAttemptsException ex) {
				return RefusedForm.throttled(DELETION, ex, result, response);
			}
		}
		this.accounts.delete(reader);
		this.notices.happened(SecurityEvent.ACCOUNT_DELETED, reader, UserAgents.of(request), null);
		request.logout();
		return "redirect:/?goodbye";
	}

	private String show(Account account, Model model) {
		model.addAttribute("account", account);
		model.addAttribute("invites", !account.demo() && this.registration.mode() == RegistrationMode.CLOSED);
		model.addAttribute("since", account.createdAt().atZone(account.zone()).toLocalDate());
		model.addAttribute("zones", TimeZones.choices(account.zone()));
		if (!model.containsAttribute("settings")) {
			model.addAttribute("settings", SettingsForm.of(account));
		}
		if (!model.containsAttribute(PASSWORD_FORM)) {
			model.addAttribute(PASSWORD_FORM, PasswordForm.EMPTY);
		}
		return PAGE;
	}

	private static String refused(BindingResult result, RedirectAttributes redirect) {
		result.getModel().forEach(redirect::addFlashAttribute);
		return "redirect:/account";
	}

	private static String done(String toast, RedirectAttributes next) {
		next.addFlashAttribute("toast", toast);
		return "redirect:/account";
	}

	/**
	 * The form that deletes an account.
	 *
	 * @param password the reader's password, exactly as typed; empty for accounts without
	 * one
	 */
	record DeletionForm(String password) {

		DeletionForm(@Nullable String password) {
			this.password = Objects.requireNonNullElse(password, "");
		}

	}

}
