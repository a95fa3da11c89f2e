package pl.chronobook.identity.web;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.provider.ProviderLinks;
import pl.chronobook.identity.provider.ProviderLinks.ProviderLink;
import pl.chronobook.identity.provider.SignInProviders;
import pl.chronobook.identity.session.SignIn;

/**
 * Asks a signed-in reader for the password, or a passkey, before something that
 * {@link pl.chronobook.identity.FreshSignIn} protects.
 */
@Controller
@RequestMapping("/account/confirm")
class ConfirmationController {

	private static final String PAGE = "identity/confirm";

	private final Accounts accounts;

	private final SignInAttempts attempts;

	private final SignIn signIn;

	private final ProviderLinks links;

	private final SignInProviders providers;

	ConfirmationController(Accounts accounts, SignInAttempts attempts, SignIn signIn, ProviderLinks links,
			SignInProviders providers) {
		this.accounts = accounts;
		this.attempts = attempts;
		this.signIn = signIn;
		this.links = links;
		this.providers = providers;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, @ModelAttribute ConfirmationForm form, Model model) {
		return show(this.accounts.get(reader), model);
	}

	@PostMapping
	String confirm(@CurrentReader ReaderId reader, @ModelAttribute ConfirmationForm form, BindingResult result,
			HttpServletRequest request, HttpServletResponse response, Model model) {
		Account account = this.accounts.get(reader);
		show(account, model);
		try {
			this.signIn.refresh(this.attempts.signIn(account.email(), form.password(), request.getRemoteAddr()),
					FactorGrantedAuthority.PASSWORD_AUTHORITY, request, response);
			return "redirect:" + form.next();
		}
		catch (AuthenticationException ex) {
			result.rejectValue("password", "identity.password.not-yours");
			return RefusedForm.show(PAGE, response);
		}
		catch (TooManyAttemptsException ex) {
			return RefusedForm.throttled(PAGE, ex, result, response);
		}
	}

	private String show(Account account, Model model) {
		model.addAttribute("account", account);
		Set<String> linked = this.links.of(account.reader())
			.stream()
			.map(ProviderLink::provider)
			.collect(Collectors.toSet());
		model.addAttribute("providers",
				this.providers.all().stream().filter((provider) -> linked.contains(provider.id())).toList());
		return PAGE;
	}

	/**
	 * The form by which a signed-in reader proves their identity again.
	 *
	 * @param next the path to go on with: one of ours, or that of the account page
	 * @param password the reader's password, exactly as typed
	 */
	record ConfirmationForm(String next, String password) {

		ConfirmationForm(@Nullable String next, @Nullable String password) {
			this.next = path(Objects.requireNonNullElse(next, ""));
			this.password = Objects.requireNonNullElse(password, "");
		}

		/**
		 * Returns a path to redirect to: the given one if it is a plain path of ours,
		 * otherwise the account page, so that no link can lead a reader to another site.
		 */
		static String path(String next) {
			return next.matches("/([a-z0-9][a-z0-9./-]*)?") ? next : "/account";
		}

	}

}
