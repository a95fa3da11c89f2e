package pl.chronobook.api.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/**
 * Completes the OpenAPI document with the facts that controllers do not declare:
 * authentication, the problems of each operation, and the required fields.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	private static final String SCHEME = "accessToken";

	private static final String PROBLEM = "Problem";

	static {
		SpringDocUtils.getConfig().addAnnotationsToIgnore(pl.chronobook.identity.CurrentReader.class);
	}

	@Bean
	OpenAPI apiDescription() {
		return new OpenAPI()
			.info(new Info().title("ChronoBook")
				.version("v1")
				.description("When will the to-be-read list be finished? Days are those of the reader's calendar, "
						+ "moments are in UTC. Fields that have no value are absent. Further fields may be added; "
						+ "those that are here stay.")
				.license(new License().name("Apache 2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
			.servers(List.of(new Server().url("/").description("This installation")))
			.addSecurityItem(new SecurityRequirement().addList(SCHEME))
			.components(new Components().addSecuritySchemes(SCHEME, new SecurityScheme().type(SecurityScheme.Type.HTTP)
				.scheme("bearer")
				.description("A personal access token from the page /account/tokens. Scope READ reads, LOG also "
						+ "logs sessions, ALL allows everything.")));
	}

	@Bean
	RequiredFields requiredFields() {
		return new RequiredFields();
	}

	@Bean
	OpenApiCustomizer problems() {
		return (api) -> {
			api.getComponents().addSchemas(PROBLEM, RequiredFields.schemaOf(Problem.class, api.getComponents()));
			api.getPaths()
				.forEach((path, item) -> item.readOperationsMap()
					.forEach((method, operation) -> addProblems(path, operation)));
		};
	}

	private static void addProblems(String path, Operation operation) {
		ApiResponses responses = operation.getResponses();
		Map<String, ApiResponse> sorted = new TreeMap<>(responses);
		List.of(HttpStatus.BAD_REQUEST, HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN, HttpStatus.NOT_ACCEPTABLE,
				HttpStatus.TOO_MANY_REQUESTS)
			.forEach((status) -> sorted.putIfAbsent(code(status), new ApiResponse()));
		if (path.contains("{")) {
			sorted.putIfAbsent(code(HttpStatus.NOT_FOUND), new ApiResponse());
		}
		if (operation.getRequestBody() != null) {
			sorted.putIfAbsent(code(HttpStatus.UNSUPPORTED_MEDIA_TYPE), new ApiResponse());
			sorted.putIfAbsent(code(HttpStatus.UNPROCESSABLE_CONTENT), new ApiResponse());
		}
		boolean keyed = operation.getParameters() != null && operation.getParameters()
			.stream()
			.anyMatch((parameter) -> Writes.HEADER.equals(parameter.getName()));
		if (keyed) {
			sorted.putIfAbsent(code(HttpStatus.CONFLICT), new ApiResponse());
		}
		ApiResponses all = new ApiResponses();
		sorted.forEach((code, response) -> all.addApiResponse(code,
				described(HttpStatus.valueOf(Integer.parseInt(code)), response)));
		operation.setResponses(all);
	}

	private static ApiResponse described(HttpStatus status, ApiResponse response) {
		if (!status.isError()) {
			return response.description(status.getReasonPhrase());
		}
		return response.description(status.getReasonPhrase())
			.content(new Content().addMediaType(Problem.MEDIA_TYPE,
					new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
	}

	private static String code(HttpStatus status) {
		return String.valueOf(status.value());
	}

}
