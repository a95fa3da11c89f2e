package pl.chronobook.api.web;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

import pl.chronobook.api.domain.IdempotencyConflictException;
import pl.chronobook.api.web.Cursor.InvalidCursorException;
import pl.chronobook.api.web.ImportsApi.UnansweredQuestionsException;
import pl.chronobook.api.web.Problem.FieldProblem;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.TbrList.ListFullException;
import pl.chronobook.transfer.ImportRefusedException;

/**
 * Converts exceptions of the API's controllers to problem details.
 */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {

	@ExceptionHandler
	void unreadable(HttpMessageNotReadableException ex, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The body is not the JSON that this address reads.")
			.writeTo(response);
	}

	@ExceptionHandler
	void invalid(MethodArgumentNotValidException ex, HttpServletResponse response) throws IOException {
		invalidBody(ex, response);
	}

	@ExceptionHandler
	void invalid(HandlerMethodValidationException ex, HttpServletResponse response) throws IOException {
		for (ParameterErrors body : ex.getBeanResults()) {
			invalidBody(body, response);
			return;
		}
		invalidParameters(ex.getParameterValidationResults()
			.stream()
			.map((result) -> new FieldProblem(name(result.getMethodParameter()), "is out of range"))
			.toList(), response);
	}

	@ExceptionHandler
	void mismatch(MethodArgumentTypeMismatchException ex, HttpServletResponse response) throws IOException {
		if (ex.getParameter().hasParameterAnnotation(PathVariable.class)) {
			Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing here, or nothing of this reader.")
				.writeTo(response);
			return;
		}
		invalidParameters(List.of(new FieldProblem(ex.getName(), "cannot be read")), response);
	}

	@ExceptionHandler
	void missing(MissingServletRequestParameterException ex, HttpServletResponse response) throws IOException {
		invalidParameters(List.of(new FieldProblem(ex.getParameterName(), "is missing")), response);
	}

	@ExceptionHandler
	void missing(MissingServletRequestPartException ex, HttpServletResponse response) throws IOException {
		invalidParameters(List.of(new FieldProblem(ex.getRequestPartName(), "is missing")), response);
	}

	@ExceptionHandler
	void cursor(InvalidCursorException ex, HttpServletResponse response) throws IOException {
		invalidParameters(List.of(new FieldProblem("cursor", "is not a nextCursor of this list")), response);
	}

	@ExceptionHandler
	void tooLarge(MaxUploadSizeExceededException ex, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.CONTENT_TOO_LARGE, "CONTENT_TOO_LARGE", "A file has at most 50 MB.").writeTo(response);
	}

	@ExceptionHandler
	void malformed(MultipartException ex, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The body is not a complete multipart form.")
			.writeTo(response);
	}

	@ExceptionHandler
	void impossible(ImpossibleSessionException ex, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, ex.reason().name(), detail(ex.reason())).writeTo(response);
	}

	@ExceptionHandler
	void refused(ImportRefusedException ex, HttpServletResponse response) throws IOException {
		if (ex.isBusy()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, "10");
			Problem.of(HttpStatus.SERVICE_UNAVAILABLE, ex.reason(), "Too many files are being read just now.")
				.writeTo(response);
			return;
		}
		Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, ex.reason(), "The file cannot be imported.").writeTo(response);
	}

	@ExceptionHandler
	void unavailable(CatalogUnavailableException ex, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, "60");
		Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "CATALOG_UNAVAILABLE", "No provider of book data answers.")
			.writeTo(response);
	}

	@ExceptionHandler
	void conflict(IdempotencyConflictException ex, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.CONFLICT, "IDEMPOTENCY_CONFLICT", "The Idempotency-Key was used for another request.")
			.writeTo(response);
	}

	@ExceptionHandler
	void unknown(UnknownBookException ex, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "UNKNOWN_BOOK", "No book has this reference.")
			.with(List.of(new FieldProblem("ref", "names no book")))
			.writeTo(response);
	}

	@ExceptionHandler
	void full(ListFullException ex, HttpServletResponse response) throws IOException {
		Problem
			.of(HttpStatus.UNPROCESSABLE_CONTENT, "LIST_FULL",
					"The list holds %d open books, and not more.".formatted(ex.limit()))
			.writeTo(response);
	}

	@ExceptionHandler
	void unanswered(UnansweredQuestionsException ex, HttpServletResponse response) throws IOException {
		Problem
			.of(HttpStatus.CONFLICT, "UNANSWERED_QUESTIONS",
					"The file raises questions; the reader answers them on the page /import/{id}.")
			.writeTo(response);
	}

	/** Explains to a program why a session is refused. */
	static String detail(Reason reason) {
		return switch (reason) {
			case TOO_SHORT -> "A session has at least 30 seconds of reading.";
			case TOO_LONG -> "A session has at most 24 hours of reading.";
			case OVERNIGHT ->
				"Nobody reads for twelve hours without a pause. Send insist with OVERNIGHT to log it anyway.";
			case IN_THE_FUTURE -> "A session that has not ended cannot be logged.";
			case NO_SUCH_TIME -> "The clock skips this time.";
			case TOO_EARLY -> "A session begins in 1900 or later.";
			case BACKWARDS -> "A session does not end before the page it began on.";
			case BEYOND_THE_END -> "The book does not have so many pages.";
			case ALREADY_THERE -> "A session of this book at the same time exists.";
			case OVERLAPS -> "Another session runs at this time. Send insist with OVERLAPS to log it anyway.";
			case TOO_FAST -> "Nobody reads so fast. Send insist with TOO_FAST to log it anyway.";
			case START_UNKNOWN -> "Nothing says on which page the session began; send fromPage.";
			case LONG_NOTE -> "A note has at most 2,000 characters.";
		};
	}

	private static void invalidParameters(List<FieldProblem> fields, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.BAD_REQUEST, "INVALID_PARAMETER", "A parameter is missing or invalid.")
			.with(fields)
			.writeTo(response);
	}

	private static void invalidBody(Errors errors, HttpServletResponse response) throws IOException {
		Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID", "Some fields are missing or out of range.")
			.with(errors.getFieldErrors().stream().map(ApiProblems::problem).toList())
			.writeTo(response);
	}

	private static FieldProblem problem(FieldError error) {
		return new FieldProblem(error.getField(), switch (String.valueOf(error.getCode())) {
			case "NotNull", "NotBlank" -> "is missing";
			case "Size" -> "is too short or too long";
			case "Min", "Max" -> "is out of range";
			default -> String.valueOf(error.getDefaultMessage());
		});
	}

	private static String name(MethodParameter parameter) {
		RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
		return (header != null) ? header.name() : String.valueOf(parameter.getParameterName());
	}

}
