package pl.chronobook.api.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

import pl.chronobook.api.domain.IdempotencyConflictException;
import pl.chronobook.api.domain.IdempotentWrites;
import pl.chronobook.api.domain.TokenHolder;
import pl.chronobook.api.web.Cursor.InvalidCursorException;
import pl.chronobook.api.web.ForecastApi.BookView;
import pl.chronobook.api.web.ForecastApi.ForecastView;
import pl.chronobook.api.web.ReadingListApi.ListItem;
import pl.chronobook.api.web.SessionsApi.SessionDescription;
import pl.chronobook.api.web.SessionsApi.SessionView;
import pl.chronobook.api.web.StatisticsApi.StatisticsView;
import pl.chronobook.forecast.FinishForecasts;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.SecurityJournal;
import pl.chronobook.reading.ImpossibleSessionException;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingStatistics;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionLog;
import pl.chronobook.reading.TbrList;

/**
 * The tools that an assistant may call for a reader. They answer with the JSON of the
 * API. A refusal of the domain becomes an error that the assistant can read and correct.
 */
@Component
class AssistantTools {

	/** The key of the {@link TokenHolder} in the context of a call. */
	static final String HOLDER = "holder";

	private static final int MOST_BOOKS = 20;

	private static final int MOST_SESSIONS = 50;

	private static final String REQUEST_ID = "requestId";

	private final FinishForecasts forecasts;

	private final TbrList list;

	private final ReadingStatistics statistics;

	private final SessionLog sessions;

	private final IdempotentWrites writes;

	private final SecurityJournal journal;

	private final Validator validator;

	private final JsonMapper json;

	AssistantTools(FinishForecasts forecasts, TbrList list, ReadingStatistics statistics, SessionLog sessions,
			IdempotentWrites writes, SecurityJournal journal, Validator validator, JsonMapper json) {
		this.forecasts = forecasts;
		this.list = list;
		this.statistics = statistics;
		this.sessions = sessions;
		this.writes = writes;
		this.journal = journal;
		this.validator = validator;
		this.json = json;
	}

	/** The tools that change nothing. */
	List<SyncToolSpecification> reading() {
		return List.of(readingTool("forecast_list", "When will I be done?",
				"When the whole to-be-read list will be finished, as a range of dates, with the pages left and what "
						+ "the forecast rests on. available is false without a reading history.",
				Map.of(), (reader, arguments) -> listForecast(reader)),
				readingTool("forecast_books", "When will I finish a book?",
						"When single books of the list will be finished, in the reader's order. Without a title the "
								+ "next " + MOST_BOOKS + " books.",
						Map.of("title",
								Map.of("type", "string", "maxLength", 200, "description",
										"Part of the title or the author; case does not matter.")),
						this::bookForecasts),
				readingTool("reading_list", "Reading list",
						"The books of the list in the reader's order, with their ids, pages and status. TBR is a book "
								+ "that waits. nextCursor leads to the next part.",
						Map.of("status",
								Map.of("type", "string", "enum", List.of("TBR", "READING", "FINISHED", "ABANDONED")),
								"limit", Map.of("type", "integer", "minimum", 1, "maximum", Page.MAX_LIMIT), "cursor",
								Map.of("type", "string", "maxLength", 200, "description",
										"nextCursor of the part before.")),
						this::readingList),
				readingTool("reading_statistics", "Statistics",
						"How much was read: all time, this year, the last 30 days, the pace and the streak.", Map.of(),
						(reader, arguments) -> StatisticsView.of(this.statistics.figures(reader))),
				readingTool("recent_sessions", "Recent sessions", "The newest reading sessions, the newest first.",
						Map.of("limit", Map.of("type", "integer", "minimum", 1, "maximum", MOST_SESSIONS)),
						this::recentSessions));
	}

	/** The tools that change nothing, and the one that logs a session. */
	List<SyncToolSpecification> all() {
		List<SyncToolSpecification> all = new ArrayList<>(reading());
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("bookId", Map.of("type", "string", "format", "uuid", "description", "id from reading_list."));
		properties.put("start", moment("When it began, with its offset, such as 2027-03-13T20:00:00+01:00."));
		properties.put("end", moment("When it ended, after start and not in the future."));
		properties.put("toPage",
				Map.of("type", "integer", "minimum", 0, "maximum", 20_000, "description", "The page it ended on."));
		properties.put("fromPage", Map.of("type", "integer", "minimum", 0, "maximum", 20_000, "description",
				"The page it began on; the reader's last page if left out."));
		properties.put("pages", Map.of("type", "number", "minimum", 0, "maximum", 20_000, "description",
				"The number of pages, in place of toPage."));
		properties.put("note", Map.of("type", "string", "maxLength", 2000));
		properties.put("insist",
				Map.of("type", "array", "items",
						Map.of("type", "string", "enum", List.of("OVERLAPS", "OVERNIGHT", "TOO_FAST")), "description",
						"Doubts that the reader has answered. Ask the reader first."));
		properties.put(REQUEST_ID, Map.of("type", "string", "minLength", 1, "maxLength", 255, "description",
				"Chosen by you; a call repeated with the same one logs the session once."));
		all.add(tool("log_session", "Log a reading session",
				"Logs that the reader read in a book from start to end. Give toPage, fromPage and toPage, or pages. "
						+ "Confirm book, times and pages with the reader before.",
				properties, List.of("bookId", "start", "end"),
				ToolAnnotations.builder().readOnlyHint(false).destructiveHint(false).openWorldHint(false).build(),
				this::logSession));
		return all;
	}

	private Object listForecast(ReaderId reader) {
		return this.forecasts.of(reader)
			.map(ForecastView::of)
			.map((forecast) -> new ForecastView(true, forecast.computedAt(), forecast.origin(), forecast.stage(),
					forecast.finish(), forecast.pagesLeft(), forecast.booksWithoutLength(), forecast.evidence(), null))
			.orElseGet(ForecastView::none);
	}

	private Object bookForecasts(ReaderId reader, Map<String, Object> arguments) {
		String wanted = Objects.toString(arguments.get("title"), "").strip().toLowerCase(Locale.ROOT);
		List<BookView> books = this.forecasts.of(reader)
			.map((forecast) -> forecast.books()
				.stream()
				.filter((book) -> (book.title() + "\n" + book.author()).toLowerCase(Locale.ROOT).contains(wanted))
				.limit(MOST_BOOKS)
				.map(BookView::of)
				.toList())
			.orElse(List.of());
		return Map.of("books", books);
	}

	private Object readingList(ReaderId reader, Map<String, Object> arguments) {
		String status = (String) arguments.get("status");
		int limit = number(arguments.get("limit"), Page.DEFAULT_LIMIT);
		return Page.of(
				this.list.items(reader, (status != null) ? ReadingStatus.valueOf(status) : null,
						Cursor.position((String) arguments.get("cursor")), limit + 1),
				limit, ListItem::of, (item) -> Cursor.of(item.position()));
	}

	private Object recentSessions(ReaderId reader, Map<String, Object> arguments) {
		return Map.of("sessions",
				this.sessions.newest(reader, null, number(arguments.get("limit"), 10))
					.stream()
					.map(SessionView::of)
					.toList());
	}

	private Object logSession(McpTransportContext context, CallToolRequest call) {
		TokenHolder holder = (TokenHolder) context.get(HOLDER);
		ReaderId reader = holder.readerId();
		Map<String, Object> arguments = new LinkedHashMap<>(call.arguments());
		String key = (String) arguments.remove(REQUEST_ID);
		SessionDescription described = this.json.convertValue(arguments, SessionDescription.class);
		Set<ConstraintViolation<SessionDescription>> wrong = this.validator.validate(described);
		if (!wrong.isEmpty()) {
			ConstraintViolation<SessionDescription> first = wrong.iterator().next();
			throw new RefusedCallException("INVALID", first.getPropertyPath() + " " + first.getMessage());
		}
		Object logged = (key != null)
				? this.json.readValue(
						this.writes
							.once(reader, key, "mcp log_session\n" + this.json.writeValueAsString(described),
									() -> log(reader, described))
							.text(),
						Map.class)
				: this.json.readValue(log(reader, described), Map.class);
		this.journal.tokenUsed(reader);
		return logged;
	}

	private String log(ReaderId reader, SessionDescription described) {
		return this.json.writeValueAsString(SessionView.of(this.sessions.log(reader, described.toSession())));
	}

	private SyncToolSpecification readingTool(String name, String title, String description,
			Map<String, Object> properties, BiFunction<ReaderId, Map<String, Object>, Object> answer) {
		return tool(name, title, description, properties, List.of(),
				ToolAnnotations.builder().readOnlyHint(true).openWorldHint(false).build(),
				(context, call) -> answer.apply(((TokenHolder) context.get(HOLDER)).readerId(),
						Objects.requireNonNullElse(call.arguments(), Map.of())));
	}

	private SyncToolSpecification tool(String name, String title, String description, Map<String, Object> properties,
			List<String> required, ToolAnnotations annotations,
			BiFunction<McpTransportContext, CallToolRequest, Object> answer) {
		Map<String, Object> schema = Map.of("type", "object", "properties", properties, "required", required,
				"additionalProperties", false);
		return new SyncToolSpecification(
				Tool.builder(name, schema).title(title).description(description).annotations(annotations).build(),
				(context, call) -> answer(() -> answer.apply(context, call)));
	}

	private CallToolResult answer(Supplier<Object> call) {
		try {
			Object answer = call.get();
			return CallToolResult.builder()
				.addTextContent(this.json.writeValueAsString(answer))
				.structuredContent(this.json.convertValue(answer, Map.class))
				.build();
		}
		catch (ImpossibleSessionException ex) {
			return refusal(ex.reason().name(), ApiProblems.detail(ex.reason()));
		}
		catch (NoSuchEntryException ex) {
			return refusal("NOT_FOUND", "No book of the list has this id; reading_list has the ids.");
		}
		catch (IdempotencyConflictException ex) {
			return refusal("IDEMPOTENCY_CONFLICT", "The requestId was used for another session.");
		}
		catch (InvalidCursorException ex) {
			return refusal("INVALID", "cursor is not a nextCursor of this list");
		}
		catch (JacksonException ex) {
			return refusal("INVALID", "Some arguments cannot be read.");
		}
		catch (RefusedCallException ex) {
			return refusal(ex.code, ex.detail);
		}
	}

	private static CallToolResult refusal(String code, String detail) {
		return CallToolResult.builder().addTextContent(code + ": " + detail).isError(true).build();
	}

	private static Map<String, Object> moment(String description) {
		return Map.of("type", "string", "format", "date-time", "description", description);
	}

	private static int number(@Nullable Object value, int fallback) {
		return (value instanceof Number number) ? number.intValue() : fallback;
	}

	/** A call that the server refuses. */
	private static final class RefusedCallException extends RuntimeException {

		private final String code;

		private final String detail;

		RefusedCallException(String code, String detail) {
			super(code, null, false, false);
			this.code = code;
			this.detail = detail;
		}

	}

}
