package pl.chronobook.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.domain.TooManyAttemptsException;

@Controller
@RequestMapping("/login")
class LoginController {

	private static final String PAGE = "identity/login";

	private final SignInAttempts attempts;

	private final SignIn signIn;

	LoginController(SignInAttempts attempts, SignIn signIn) {
		this.attempts = attempts;
		this.signIn = signIn;
	}

	@GetMapping
	String page(@AuthenticationPrincipal @Nullable SignedInReader reader) {
		return (reader != null && !reader.isDemo()) ? "redirect:/" : PAGE;
	}

	@PostMapping
	String signIn(@RequestParam(defaultValue = "") String email, @RequestParam(defaultValue = "") String password,
			HttpServletRequest request, HttpServletResponse response, Model model) {
		model.addAttribute("email", email.strip());
		try {
			EmailAddress address = EmailAddress.parse(email)
				.orElseThrow(() -> new BadCredentialsException("Not an address"));
			SignedInReader reader = this.attempts.signIn(address, password, request.getRemoteAddr());
			return "redirect:" + this.signIn.start(reader, request, response);
		}
		catch (AuthenticationException ex) {
			model.addAttribute("refused", true);
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return PAGE;
		}
		catch (TooManyAttemptsException ex) {
			return TooManyAttempts.answer(PAGE, ex, response, model);
		}
	}

}
