package pl.chronobook.api.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;

/**
 * Problem details as of RFC 9457, the body of every error of the API.
 *
 * @param type always {@code about:blank}: the code says which problem it is
 * @param title the name of the status
 * @param status the HTTP status
 * @param code the problem's name for programs, such as {@code OVERLAPS}
 * @param detail explains the problem to a developer
 * @param errors the fields that are at fault; absent if none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(@Schema(example = "about:blank") String type, @Schema(example = "Not Found") String title,
		@Schema(example = "404") int status, @Schema(example = "NOT_FOUND") String code,
		@Schema(example = "The reader has no such thing.") String detail, @Nullable List<FieldProblem> errors) {

	static final String MEDIA_TYPE = "application/problem+json";

	private static final JsonMapper json = JsonMapper.builder().build();

	static Problem of(HttpStatus status, String code, String detail) {
		return new Problem("about:blank", status.getReasonPhrase(), status.value(), code, detail, null);
	}

	Problem with(List<FieldProblem> fields) {
		return new Problem(this.type, this.title, this.status, this.code, this.detail, fields);
	}

	void writeTo(HttpServletResponse response) throws IOException {
		byte[] body = json.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
		response.setStatus(this.status);
		response.setContentType(MEDIA_TYPE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
		response.flushBuffer();
	}

	/**
	 * A field or parameter at fault.
	 *
	 * @param field its name
	 * @param detail the reason why it is refused
	 */
	record FieldProblem(@Schema(example = "start") String field, @Schema(example = "must not be null") String detail) {
	}

}
