package pl.chronobook;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.InvalidPropertyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;

import pl.chronobook.identity.NotFoundException;

/**
 * Answers with 404 when a reader has nothing with the given id, and refuses requests that
 * none of our forms sends: 404 for an invalid value in the path, 400 for an invalid
 * parameter, a field that does not exist, or a truncated body.
 */
@ControllerAdvice
class PageErrors {

	/**
	 * Refuses parameters such as {@code title[0]}, because none of our forms nests
	 * fields.
	 */
	@InitBinder
	void refuseNestedFields(WebDataBinder binder, WebRequest request) {
		binder.setAutoGrowNestedPaths(false);
		for (String name : request.getParameterMap().keySet()) {
			if (name.contains("[")) {
				throw new InvalidPropertyException(Object.class, name, "No form has nested fields");
			}
		}
	}

	@ExceptionHandler(NotFoundException.class)
	void missing(HttpServletResponse response) throws IOException {
		response.sendError(HttpStatus.NOT_FOUND.value());
	}

	@ExceptionHandler
	void unreadable(MethodArgumentTypeMismatchException mismatch, HttpServletResponse response) throws IOException {
		boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
		response.sendError(inPath ? HttpStatus.NOT_FOUND.value() : HttpStatus.BAD_REQUEST.value());
	}

	/**
	 * Handles a parameter such as {@code title[0]} where the form has a plain
	 * {@code title}, and an unreadable upload.
	 */
	@ExceptionHandler({ InvalidPropertyException.class, MultipartException.class })
	void malformed(HttpServletResponse response) throws IOException {
		response.sendError(HttpStatus.BAD_REQUEST.value());
	}

}
