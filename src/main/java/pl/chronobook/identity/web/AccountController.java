package pl.chronobook.identity.web;

import java.time.ZoneId;
import java.util.Optional;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.PasswordPolicy;
import pl.chronobook.identity.domain.PasswordPolicy.Weakness;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.TooManyAttemptsException;

@Controller
@RequestMapping("/account")
class AccountController {

	private static final String PAGE = "identity/account";

	private static final String DELETION = "identity/delete";

	private final Accounts accounts;

	private final SignInAttempts attempts;

	private final PasswordPolicy policy;

	AccountController(Accounts accounts, SignInAttempts attempts, PasswordPolicy policy) {
		this.accounts = accounts;
		this.attempts = attempts;
		this.policy = policy;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		return show(this.accounts.get(reader), model);
	}

	@PostMapping("/time-zone")
	String changeTimeZone(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String zone,
			HttpServletResponse response, Model model, RedirectAttributes next) {
		Optional<ZoneId> chosen = TimeZones.parse(zone);
		if (chosen.isEmpty()) {
			model.addAttribute("zoneRefused", true);
			return refuse(show(this.accounts.get(reader), model), response);
		}
		this.accounts.changeTimeZone(reader, chosen.get());
		return done("Zapisano strefę czasową.", next);
	}

	@PostMapping("/day-end")
	String changeDayEnd(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String hours,
			HttpServletResponse response, Model model, RedirectAttributes next) {
		if (!hours.matches("[0-6]")) {
			model.addAttribute("dayEndRefused", true);
			return refuse(show(this.accounts.get(reader), model), response);
		}
		this.accounts.changeDayEnd(reader, Integer.parseInt(hours));
		return done("Zapisano koniec dnia.", next);
	}

	@PostMapping("/password")
	String changePassword(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String current,
			@RequestParam(defaultValue = "") String password, HttpServletRequest request, HttpServletResponse response,
			Model model, RedirectAttributes next) {
		Account account = this.accounts.get(reader);
		show(account, model);
		if (account.demo()) {
			return refuse(PAGE, response);
		}
		Optional<Weakness> weakness = this.policy.weaknessOf(password, account.email());
		if (weakness.isPresent()) {
			model.addAttribute("weakness", weakness.get());
			return refuse(PAGE, response);
		}
		try {
			this.attempts.signIn(account.email(), current, request.getRemoteAddr());
		}
		catch (AuthenticationException ex) {
			model.addAttribute("currentRefused", true);
			return refuse(PAGE, response);
		}
		catch (TooManyAttemptsException ex) {
			return TooManyAttempts.answer(PAGE, ex, response, model);
		}
		this.accounts.changePassword(reader, password, request.getSession().getId());
		request.changeSessionId();
		return done("Zmieniono hasło. Na innych urządzeniach trzeba zalogować się od nowa.", next);
	}

	@PostMapping("/sessions/end-others")
	String endOtherSessions(@CurrentReader ReaderId reader, HttpServletRequest request, RedirectAttributes next) {
		this.accounts.endOtherSessions(reader, request.getSession().getId());
		return done("Wylogowano Cię na innych urządzeniach.", next);
	}

	@GetMapping("/delete")
	String deletion(@CurrentReader ReaderId reader, Model model) {
		model.addAttribute("account", this.accounts.get(reader));
		return DELETION;
	}

	@PostMapping("/delete")
	String delete(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String password,
			HttpServletRequest request, HttpServletResponse response, Model model) throws ServletException {
		Account account = this.accounts.get(reader);
		model.addAttribute("account", account);
		if (!account.demo()) {
			try {
				this.attempts.signIn(account.email(), password, request.getRemoteAddr());
			}
			catch (AuthenticationException ex) {
				model.addAttribute("currentRefused", true);
				return refuse(DELETION, response);
			}
			catch (TooManyAttemptsException ex) {
				return TooManyAttempts.answer(DELETION, ex, response, model);
			}
		}
		this.accounts.delete(reader);
		request.logout();
		return "redirect:/?goodbye";
	}

	private static String show(Account account, Model model) {
		model.addAttribute("account", account);
		model.addAttribute("since", account.createdAt().atZone(account.zone()).toLocalDate());
		model.addAttribute("zones", TimeZones.choices(account.zone()));
		model.addAttribute("selectedZone", TimeZones.selected(account.zone()));
		return PAGE;
	}

	private static String refuse(String view, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return view;
	}

	private static String done(String what, RedirectAttributes next) {
		next.addFlashAttribute("toastText", what);
		return "redirect:/account";
	}

}
