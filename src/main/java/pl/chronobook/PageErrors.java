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

/**
 * Answers requests that no form of ours sends: an address that names nothing is not
 * found, fields that do not exist or a body that is cut off are a bad request.
 */
@ControllerAdvice
class PageErrors {

	/** No form of ours nests fields: a parameter such as {@code title[0]} is refused. */
	@InitBinder
	void refuseNestedFields(WebDataBinder binder, WebRequest request) {
		binder.setAutoGrowNestedPaths(false);
		for (String name : request.getParameterMap().keySet()) {
			if (name.contains("[")) {
				throw new InvalidPropertyException(Object.class, name, "No form has nested fields");
			}
		}
	}

	@ExceptionHandler
	void unreadable(MethodArgumentTypeMismatchException mismatch, HttpServletResponse response) throws IOException {
		boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
		response.sendError(inPath ? HttpStatus.NOT_FOUND.value() : HttpStatus.BAD_REQUEST.value());
	}

	/** A parameter such as {@code title[0]} where the form has a plain {@code title}. */
	@ExceptionHandler({ InvalidPropertyException.class, MultipartException.class })
	void malformed(HttpServletResponse response) throws IOException {
		response.sendError(HttpStatus.BAD_REQUEST.value());
	}

}
