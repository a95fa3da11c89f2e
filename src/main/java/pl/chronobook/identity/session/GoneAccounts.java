package pl.chronobook.identity.session;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import pl.chronobook.identity.AccountGoneException;

/**
 * Redirects a browser whose account has been deleted, on another device or by a second
 * click, to the login page.
 */
@ControllerAdvice
class GoneAccounts {

	@ExceptionHandler(AccountGoneException.class)
	void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
		request.logout();
		Refusals.goTo("/login", request, response);
	}

}
