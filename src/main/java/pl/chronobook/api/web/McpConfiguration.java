package pl.chronobook.api.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import io.modelcontextprotocol.spec.McpSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import pl.chronobook.api.domain.TokenHolder;
import pl.chronobook.api.domain.TokenScope;

/**
 * The Model Context Protocol at {@code /mcp}, by which assistants act for a reader. It is
 * stateless: each request carries the access token, so any instance can answer it. A
 * token that may not log sessions does not see the tool for it.
 */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

	static final String PATH = "/mcp";

	private static final Set<String> METHODS = Set.of(McpSchema.METHOD_INITIALIZE, McpSchema.METHOD_PING,
			McpSchema.METHOD_TOOLS_LIST, McpSchema.METHOD_TOOLS_CALL);

	private static final String INSTRUCTIONS = """
			ChronoBook forecasts when a reader will finish the books of a to-be-read list. Dates are days of the \
			reader's calendar. A forecast is a range: p50 is the most honest single date, p10 to p90 the range to \
			mention with it. Answer in the language of the question; the reader's language is usually Polish.""";

	@Bean
	RouterFunction<ServerResponse> mcp(AssistantTools tools, JsonMapper json) {
		McpJsonMapper mapper = new JacksonMcpJsonMapper(json.rebuild().build());
		RouterFunction<ServerResponse> reading = server(tools.reading(), mapper, json);
		RouterFunction<ServerResponse> logging = server(tools.all(), mapper, json);
		// Every request of the application passes this predicate; those of other paths
		// have no token
		RequestPredicate here = RequestPredicates.path(PATH);
		return RouterFunctions
			.nest((request) -> here.test(request) && holder(request).scope().includes(TokenScope.LOG), logging)
			.and(reading)
			.filter(McpConfiguration::refuseBrokenHeaders)
			.filter((request, handler) -> refuseBrokenMessages(request, handler, json));
	}

	private static ServerResponse refuseBrokenHeaders(ServerRequest request, HandlerFunction<ServerResponse> handler)
			throws Exception {
		try {
			return handler.handle(request);
		}
		catch (InvalidMediaTypeException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, null, ex);
		}
	}

	/**
	 * Refuses requests to which the transport would respond with a server error: a body
	 * that is no message, an unknown method, or parameters of the wrong type.
	 */
	private static ServerResponse refuseBrokenMessages(ServerRequest request, HandlerFunction<ServerResponse> handler,
			JsonMapper json) throws Exception {
		if (!HttpMethod.POST.equals(request.method()) || isOfAnotherSite(request.headers().asHttpHeaders())) {
			return handler.handle(request);
		}
		byte[] body = request.servletRequest().getInputStream().readAllBytes();
		JsonNode message;
		try {
			message = json.readTree(body);
		}
		catch (JacksonException ex) {
			return refusal(HttpStatus.BAD_REQUEST, NullNode.getInstance(), McpSchema.ErrorCodes.PARSE_ERROR, "No JSON");
		}
		JsonNode id = message.path("id");
		if (!isMessage(message)) {
			return refusal(HttpStatus.BAD_REQUEST, NullNode.getInstance(), McpSchema.ErrorCodes.INVALID_REQUEST,
					"No message of JSON-RPC 2.0");
		}
		String method = message.path("method").stringValue();
		if (!id.isMissingNode() && !METHODS.contains(method)) {
			return refusal(HttpStatus.OK, id, McpSchema.ErrorCodes.METHOD_NOT_FOUND, "There is no such method");
		}
		if (!id.isMissingNode() && !hasParameters(method, message.path("params"))) {
			return refusal(HttpStatus.OK, id, McpSchema.ErrorCodes.INVALID_PARAMS,
					"The parameters are not those of the method");
		}
		return handler.handle(ServerRequest.from(request).body(body).build());
	}

	private static boolean isMessage(JsonNode message) {
		JsonNode id = message.path("id");
		return "2.0".equals(message.path("jsonrpc").asString("")) && message.path("method").isString()
				&& (id.isMissingNode() || id.isString() || (id.isIntegralNumber() && id.canConvertToLong()));
	}

	private static boolean hasParameters(String method, JsonNode parameters) {
		if (!method.equals(McpSchema.METHOD_TOOLS_CALL)) {
			return parameters.isMissingNode() || parameters.isObject();
		}
		JsonNode arguments = parameters.path("arguments");
		return parameters.path("name").isString()
				&& (arguments.isMissingNode() || arguments.isNull() || arguments.isObject());
	}

	private static ServerResponse refusal(HttpStatus status, JsonNode id, int code, String message) {
		return ServerResponse.status(status)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("jsonrpc", "2.0", "id", id, "error", Map.of("code", code, "message", message)));
	}

	private static RouterFunction<ServerResponse> server(List<SyncToolSpecification> tools, McpJsonMapper mapper,
			JsonMapper json) {
		WebMvcStatelessServerTransport transport = WebMvcStatelessServerTransport.builder()
			.messageEndpoint(PATH)
			.jsonMapper(mapper)
			.contextExtractor((request) -> McpTransportContext.create(Map.of(AssistantTools.HOLDER, holder(request))))
			.securityValidator(McpConfiguration::refuseOtherOrigins)
			.build();
		McpServer.sync(transport)
			.serverInfo("ChronoBook", "v1")
			.instructions(INSTRUCTIONS)
			.capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
			.jsonMapper(mapper)
			.jsonSchemaValidator(new DefaultJsonSchemaValidator(json))
			.validateToolInputs(true)
			// The handlers block and rely on the thread's transaction and trace
			.immediateExecution(true)
			.tools(tools)
			.build();
		return transport.getRouterFunction();
	}

	private static TokenHolder holder(ServerRequest request) {
		Authentication authentication = (Authentication) request.principal().orElseThrow();
		return (TokenHolder) Objects.requireNonNull(authentication.getPrincipal());
	}

	/** Refuses requests from pages of other sites, as the protocol requires. */
	private static void refuseOtherOrigins(Map<String, List<String>> headers) throws ServerTransportSecurityException {
		HttpHeaders sent = new HttpHeaders();
		headers.forEach(sent::addAll);
		if (isOfAnotherSite(sent)) {
			throw new ServerTransportSecurityException(HttpStatus.FORBIDDEN.value(),
					"Requests of other sites are refused");
		}
	}

	private static boolean isOfAnotherSite(HttpHeaders headers) {
		String host = Objects.requireNonNullElse(headers.getFirst(HttpHeaders.HOST), "");
		String origin = Objects.requireNonNullElse(headers.getFirst(HttpHeaders.ORIGIN), "");
		return !origin.isEmpty() && !isOf(host, origin);
	}

	private static boolean isOf(String host, String origin) {
		try {
			return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
