package pl.chronobook.api.web;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import pl.chronobook.api.domain.IdempotentWrites;
import pl.chronobook.api.domain.IdempotentWrites.Answer;
import pl.chronobook.identity.ReaderId;

/**
 * Implements the header {@code Idempotency-Key} of requests that create something.
 */
@Component
class Writes {

	static final String HEADER = "Idempotency-Key";

	private final IdempotentWrites writes;

	private final JsonMapper json;

	Writes(IdempotentWrites writes, JsonMapper json) {
		this.writes = writes;
		this.json = json;
	}

	/**
	 * Creates something, or returns the result of the same request before.
	 * @param key the header; null to create in any case
	 */
	<T> ResponseEntity<T> create(@Nullable String key, HttpServletRequest request, ReaderId reader, Object body,
			Class<T> type, Supplier<T> creation) {
		if (key == null) {
			return ResponseEntity.status(HttpStatus.CREATED).body(creation.get());
		}
		String identity = request.getMethod() + " " + request.getRequestURI() + "\n"
				+ this.json.writeValueAsString(body);
		Answer answer = this.writes.once(reader, key, identity, () -> this.json.writeValueAsString(creation.get()));
		ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.CREATED);
		if (answer.repeated()) {
			response.header("Idempotency-Replayed", "true");
		}
		return response.body(this.json.readValue(answer.text(), type));
	}

}
