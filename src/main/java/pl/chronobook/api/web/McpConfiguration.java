package pl.chronobook.api.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import io.modelcontextprotocol.spec.McpSchema;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
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
 * The Model Context Protocol at {@code /mcp}, by which assistants ask for a reader. It is
 * stateless: each request stands for itself and carries the access token, so any instance
 * can answer it. A token that may not log sessions is not even told how.
 */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

	static final String PATH = "/mcp";

	private static final String INSTRUCTIONS = """
			ChronoBook forecasts when a reader will finish the books of a to-be-read list. Dates are days of the \
			reader's calendar. A forecast is a range: p50 is the most honest single date, p10 to p90 the range to \
			mention with it. Answer in the language of the question; the reader's language is usually Polish.""";

	@Bean
	RouterFunction<ServerResponse> mcp(AssistantTools tools, JsonMapper json) {
		McpJsonMapper mapper = new JacksonMcpJsonMapper(json.rebuild().build());
		RouterFunction<ServerResponse> reading = server(tools.reading(), mapper, json);
		RouterFunction<ServerResponse> logging = server(tools.all(), mapper, json);
		// Every request of the application comes by here; those of other paths have no
		// token
		RequestPredicate here = RequestPredicates.path(PATH);
		return RouterFunctions
			.nest((request) -> here.test(request) && holder(request).scope().includes(TokenScope.LOG), logging)
			.and(reading)
			.filter(McpConfiguration::refuseBrokenHeaders);
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

	private static RouterFunction<ServerResponse> server(List<SyncToolSpecification> tools, McpJsonMapper mapper,
			JsonMapper json) {
		WebMvcStatelessServerTransport transport = WebMvcStatelessServerTransport.builder()
			.messageEndpoint(PATH)
			.jsonMapper(mapper)
			.contextExtractor((request) -> McpTransportContext.create(
					Map.of(AssistantTools.HOLDER, holder(request), AssistantTools.REQUEST, request.servletRequest())))
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

	/** A page of another site has no business here, as the protocol asks. */
	private static void refuseOtherOrigins(Map<String, List<String>> headers) throws ServerTransportSecurityException {
		String host = header(headers, HttpHeaders.HOST);
		String origin = header(headers, HttpHeaders.ORIGIN);
		if (!origin.isEmpty() && !isOf(host, origin)) {
			throw new ServerTransportSecurityException(HttpStatus.FORBIDDEN.value(),
					"Requests of other sites are refused");
		}
	}

	private static boolean isOf(String host, String origin) {
		try {
			return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String header(Map<String, List<String>> headers, String name) {
		return headers.entrySet()
			.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.flatMap((header) -> header.getValue().stream())
			.findFirst()
			.orElse("");
	}

}
