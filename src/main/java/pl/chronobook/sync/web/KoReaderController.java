package pl.chronobook.sync.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.sync.domain.AuthenticatedDevice;
import pl.chronobook.sync.domain.Devices;
import pl.chronobook.sync.domain.Documents;
import pl.chronobook.sync.domain.Progress;
import pl.chronobook.sync.domain.ReaderTurns;
import pl.chronobook.sync.domain.TooManyRequestsException;
import pl.chronobook.sync.forward.Forwardings;

/**
 * Implements the protocol of KOReader's progress sync with the answers of its own server.
 * Unknown fields are ignored, because new versions of the client may send more.
 */
@RestController
@RequestMapping("/sync/koreader")
class KoReaderController {

	private static final Logger log = LoggerFactory.getLogger(KoReaderController.class);

	private static final int MAX_BODY = 64 * 1024;

	private static final int MAX_KEY = 255;

	private static final int MAX_PROGRESS = 4_000;

	private static final int MAX_TITLE = 500;

	/** KOReader waits no longer for an answer. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final Devices devices;

	private final Documents documents;

	private final ReaderTurns turns;

	private final JsonMapper json;

	KoReaderController(Devices devices, Documents documents, ReaderTurns turns, JsonMapper json) {
		this.devices = devices;
		this.documents = documents;
		this.turns = turns;
		this.json = json;
	}

	@GetMapping("/healthcheck")
	ResponseEntity<Object> health() {
		return answer(Map.of("state", "OK"));
	}

	/** Refuses to register accounts, which exists only on our pages. */
	@PostMapping("/users/create")
	ResponseEntity<Object> register() {
		throw new ProtocolException(ProtocolError.REGISTRATION_DISABLED);
	}

	@GetMapping("/users/auth")
	ResponseEntity<Object> authorize(HttpServletRequest request) {
		device(request);
		return answer(Map.of("authorized", "OK"));
	}

	@PutMapping("/syncs/progress")
	ResponseEntity<Object> report(HttpServletRequest request) throws IOException {
		AuthenticatedDevice device = device(request);
		JsonNode body = body(request);
		String document = text(body.path("document"));
		if (document == null || !isKey(document)) {
			throw new ProtocolException(ProtocolError.DOCUMENT_MISSING);
		}
		boolean passOn = device.forwarded() && request.getHeader(Forwardings.HEADER) == null;
		Progress progress = progress(document, body);
		String passedOn = passOn ? body.toString() : null;
		Instant at = this.turns
			.inTurn(device.reader(), PATIENCE, () -> this.documents.report(device, progress, passedOn))
			.orElseThrow(() -> new ProtocolException(ProtocolError.INVALID_REQUEST));
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("document", document);
		answer.put("timestamp", at.getEpochSecond());
		return answer(answer);
	}

	@GetMapping("/syncs/progress/{document}")
	ResponseEntity<Object> progress(@PathVariable String document, HttpServletRequest request) {
		ReaderId reader = device(request).reader();
		if (!isKey(document)) {
			throw new ProtocolException(ProtocolError.DOCUMENT_MISSING);
		}
		Map<String, Object> answer = new LinkedHashMap<>();
		this.documents.find(reader, document).ifPresent(stored -> {
			Progress progress = stored.progress();
			answer.put("percentage", progress.percentage());
			answer.put("progress", this.json.readTree(progress.progress()));
			answer.put("device", progress.device());
			if (progress.deviceId() != null) {
				answer.put("device_id", progress.deviceId());
			}
			answer.put("timestamp", stored.at().getEpochSecond());
			answer.put("document", document);
		});
		return answer(answer);
	}

	@ExceptionHandler
	ResponseEntity<Object> refuse(ProtocolException cause) {
		return answer(cause.error());
	}

	/**
	 * Answers 429. KOReader queues a refused progress report and sends it again, unless
	 * it comes from its queue already: the queue forgets a report whatever the answer is.
	 */
	@ExceptionHandler
	ResponseEntity<Object> slowDown(TooManyRequestsException cause) {
		return answer(ProtocolError.TOO_MANY_REQUESTS);
	}

	@ExceptionHandler
	ResponseEntity<Object> fail(DataAccessException cause) {
		log.warn("A device was not answered", cause);
		return answer(ProtocolError.UNKNOWN);
	}

	private static ResponseEntity<Object> answer(ProtocolError error) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("code", error.code());
		body.put("message", error.message());
		return ResponseEntity.status(error.status()).contentType(MediaType.APPLICATION_JSON).body(body);
	}

	private static ResponseEntity<Object> answer(Map<String, Object> body) {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
	}

	private AuthenticatedDevice device(HttpServletRequest request) {
		String login = request.getHeader("x-auth-user");
		String key = request.getHeader("x-auth-key");
		if (login == null || key == null) {
			throw new ProtocolException(ProtocolError.UNAUTHORIZED);
		}
		return this.devices.authenticate(login, key, request.getRemoteAddr())
			.orElseThrow(() -> new ProtocolException(ProtocolError.UNAUTHORIZED));
	}

	private JsonNode body(HttpServletRequest request) throws IOException {
		try (InputStream content = request.getInputStream()) {
			byte[] bytes = content.readNBytes(MAX_BODY + 1);
			if (bytes.length <= MAX_BODY) {
				return this.json.readTree(bytes);
			}
		}
		catch (JacksonException ex) {
			// An unreadable body is refused below, like one without fields
		}
		throw new ProtocolException(ProtocolError.INVALID_REQUEST);
	}

	private Progress progress(String document, JsonNode body) {
		JsonNode progress = body.path("progress");
		String device = scalar(body.path("device"));
		String deviceId = scalar(body.path("device_id"));
		double percentage = number(body.path("percentage"));
		String stored = progress.toString();
		boolean valid = Double.isFinite(percentage) && (progress.isString() || progress.isNumber())
				&& isStorable(stored, MAX_PROGRESS) && !stored.contains("\\u0000") && isStorable(device, MAX_KEY)
				&& (deviceId == null || isStorable(deviceId, MAX_KEY));
		if (!valid || device == null) {
			throw new ProtocolException(ProtocolError.INVALID_REQUEST);
		}
		JsonNode metadata = body.path("metadata");
		return new Progress(document, stored, percentage, device, deviceId, shortText(metadata.path("title")),
				shortText(metadata.path("authors")));
	}

	private static boolean isKey(@Nullable String text) {
		return isStorable(text, MAX_KEY) && text != null && !text.isEmpty() && !text.contains(":");
	}

	private static boolean isStorable(@Nullable String text, int max) {
		return text != null && text.length() <= max && text.indexOf('\0') < 0;
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.stringValue() : null;
	}

	/** Returns a text or a number as text; the original accepts both. */
	private static @Nullable String scalar(JsonNode node) {
		return node.isNumber() ? node.asString() : text(node);
	}

	/** Returns a text that can be stored, or null: a title only helps with pairing. */
	private static @Nullable String shortText(JsonNode node) {
		String text = text(node);
		return (isStorable(text, MAX_TITLE) && text != null && !text.isBlank()) ? text.strip() : null;
	}

	/**
	 * Returns a number, also from a text, as Lua, the language of the original, converts
	 * it.
	 */
	private static double number(JsonNode node) {
		if (node.isNumber()) {
			return node.doubleValue();
		}
		String text = text(node);
		try {
			return (text != null) ? Double.parseDouble(text.strip()) : Double.NaN;
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

}
