package pl.chronobook.api.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ImpossibleSessionException.Reason;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.SessionLog;
import pl.chronobook.reading.SessionLog.LoggedSession;
import pl.chronobook.reading.SessionLog.NewSession;

@RestController
@RequestMapping(path = "/api/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Sessions")
class SessionsApi {

	private final SessionLog sessions;

	private final Writes writes;

	SessionsApi(SessionLog sessions, Writes writes) {
		this.sessions = sessions;
		this.writes = writes;
	}

	@GetMapping
	@Operation(operationId = "listSessions", summary = "The reading sessions, the newest first")
	Page<SessionView> sessions(@CurrentReader ReaderId reader,
			@Parameter(description = "nextCursor of the part before.") @RequestParam(
					required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
		return Page.of(this.sessions.newest(reader, Cursor.mark(cursor), limit + 1), limit, SessionView::of,
				(session) -> Cursor.of(session.mark()));
	}

	@GetMapping("/{id}")
	@Operation(operationId = "getSession", summary = "One reading session")
	SessionView session(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		return SessionView.of(this.sessions.get(reader, new SessionId(id)));
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "logSession", summary = "Log a reading session",
			description = "Say how far with toPage, with fromPage and toPage, or with pages.")
	@ApiResponse(responseCode = "201", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "404")
	ResponseEntity<SessionView> log(@CurrentReader ReaderId reader,
			@RequestHeader(name = Writes.HEADER, required = false) @Size(min = 1, max = 255) @Nullable String key,
			@Valid @RequestBody SessionDescription described, HttpServletRequest request) {
		NewSession session = described.toSession();
		return this.writes.create(key, request, reader, described, SessionView.class,
				() -> SessionView.of(this.sessions.log(reader, session)));
	}

	/** A session, as JSON. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Session")
	record SessionView(@Schema(example = "0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4f") UUID id,
			@Schema(description = "The book's id on the reading list.",
					example = "0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4d") UUID bookId,
			@Schema(example = "2027-03-13T20:00:00Z") Instant start,
			@Schema(example = "2027-03-13T20:45:00Z") Instant end, @Schema(example = "0") long pausedSeconds,
			@Schema(example = "28") double pages,
			@Schema(description = "Whether only the time was measured.", example = "false") boolean pagesEstimated,
			@Schema(example = "120") @Nullable Integer fromPage, @Schema(example = "148") @Nullable Integer toPage,
			@Schema(example = "Rozdział o sklepie") @Nullable String note) {

		static SessionView of(LoggedSession session) {
			return new SessionView(session.id().value(), session.entry().value(), session.start(), session.end(),
					session.paused().toSeconds(), session.pages(), session.pagesEstimated(), session.fromPage(),
					session.toPage(), session.note());
		}

	}

	/** A session to log. */
	@Schema(name = "NewSession")
	record SessionDescription(
			@Schema(description = "The book's id on the reading list.",
					example = "0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4d") @NotNull UUID bookId,
			@Schema(description = "From the year 1900 on.", example = "2027-03-13T20:00:00Z") @NotNull Instant start,
			@Schema(description = "After start, and not in the future.",
					example = "2027-03-13T20:45:00Z") @NotNull Instant end,
			@Schema(example = "0") @Min(0) @Max(86_400) @Nullable Integer pausedSeconds,
			@Schema(example = "120") @Min(0) @Max(20_000) @Nullable Integer fromPage,
			@Schema(example = "148") @Min(0) @Max(20_000) @Nullable Integer toPage,
			@Schema(description = "In place of toPage.") @Min(0) @Max(20_000) @Nullable Double pages,
			@Schema(example = "Rozdział o sklepie") @Size(max = 2000) @Nullable String note,
			@Schema(description = "Doubts that the reader has answered.") @Nullable Set<Doubt> insist) {

		SessionDescription {
			note = Texts.clean(note);
		}

		@AssertTrue(message = "give toPage, with or without fromPage, or pages")
		@Schema(hidden = true)
		boolean isAmountGivenOnce() {
			return (this.toPage == null) != (this.pages == null) && (this.fromPage == null || this.toPage != null);
		}

		@AssertTrue(message = "times lie between the years 1900 and 9999")
		@Schema(hidden = true)
		boolean isTimeInRange() {
			return this.start == null || this.end == null
					|| (!this.start.isBefore(Moments.EARLIEST) && this.end.isBefore(Moments.LATEST)
							&& this.start.isBefore(Moments.LATEST) && !this.end.isBefore(Moments.EARLIEST));
		}

		private Set<Reason> doubts() {
			return Objects.requireNonNullElse(this.insist, Set.<Doubt>of())
				.stream()
				.map((doubt) -> Reason.valueOf(doubt.name()))
				.collect(Collectors.toSet());
		}

		NewSession toSession() {
			return new NewSession(new EntryId(this.bookId), this.start, this.end,
					Duration.ofSeconds(Objects.requireNonNullElse(this.pausedSeconds, 0)), this.fromPage, this.toPage,
					this.pages, this.note, doubts());
		}

	}

	/** A doubt about a session that {@code insist} overrides. */
	enum Doubt {

		OVERLAPS, OVERNIGHT, TOO_FAST

	}

}
