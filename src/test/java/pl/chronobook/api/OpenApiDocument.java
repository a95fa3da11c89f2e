package pl.chronobook.api;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document, as far as tests have to understand it.
 */
final class OpenApiDocument {

	private final JsonNode root;

	OpenApiDocument(JsonNode root) {
		this.root = root;
	}

	/** The operations in the order of the document. */
	List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		this.root.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((method) -> operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
		return operations;
	}

	/** The schema itself, if this is a reference to one. */
	JsonNode resolved(JsonNode schema) {
		String reference = schema.path("$ref").asString("");
		return reference.isEmpty() ? schema
				: this.root.path("components")
					.path("schemas")
					.path(reference.substring(reference.lastIndexOf('/') + 1));
	}

	/**
	 * Compares a value with its schema, which must know every field of it.
	 * @return what is not as the schema says
	 */
	List<String> violations(JsonNode value, JsonNode schema) {
		List<String> violations = new ArrayList<>();
		check(value, schema, "$", violations);
		return violations;
	}

	private void check(JsonNode value, JsonNode reference, String at, List<String> violations) {
		JsonNode schema = resolved(reference);
		if (!hasType(value, schema.path("type").asString(""))) {
			violations.add(at + " is no " + schema.path("type") + ": " + value);
			return;
		}
		if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
			violations.add(at + " is none of " + schema.path("enum") + ": " + value);
		}
		schema.path("required").forEach((name) -> {
			if (!value.has(name.asString())) {
				violations.add(at + "." + name.asString() + " is missing");
			}
		});
		if (value.isObject()) {
			value.properties().forEach((field) -> {
				JsonNode known = schema.path("properties").path(field.getKey());
				if (known.isMissingNode()) {
					violations.add(at + "." + field.getKey() + " is not documented");
				}
				else {
					check(field.getValue(), known, at + "." + field.getKey(), violations);
				}
			});
		}
		for (int i = 0; i < value.size() && value.isArray(); i++) {
			check(value.get(i), schema.path("items"), at + "[" + i + "]", violations);
		}
	}

	private static boolean hasType(JsonNode value, String type) {
		return switch (type) {
			case "object" -> value.isObject();
			case "array" -> value.isArray();
			case "string" -> value.isString();
			case "integer" -> value.isIntegralNumber();
			case "number" -> value.isNumber();
			case "boolean" -> value.isBoolean();
			default -> false;
		};
	}

	/**
	 * An operation.
	 *
	 * @param method in lower case
	 * @param path with variables in braces
	 * @param definition as the document has it
	 */
	record Operation(String method, String path, JsonNode definition) {

		String name() {
			return this.method + " " + this.path;
		}

		JsonNode response(int status) {
			return this.definition.path("responses").path(String.valueOf(status));
		}

		JsonNode responseSchema(int status, String mediaType) {
			return response(status).path("content").path(mediaType).path("schema");
		}

		JsonNode requestSchema() {
			return this.definition.path("requestBody").path("content").path("application/json").path("schema");
		}

	}

}
