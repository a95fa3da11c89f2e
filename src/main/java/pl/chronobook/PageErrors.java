package pl.chronobook;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * An address that names nothing is a page that does not exist, whatever is wrong with it.
 */
@ControllerAdvice
class PageErrors {

	@ExceptionHandler
	void unreadable(MethodArgumentTypeMismatchException mismatch, HttpServletResponse response) throws IOException {
		boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
		response.sendError(inPath ? HttpStatus.NOT_FOUND.value() : HttpStatus.BAD_REQUEST.value());
	}

}
