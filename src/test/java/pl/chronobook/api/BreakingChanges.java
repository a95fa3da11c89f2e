package pl.chronobook.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import pl.chronobook.api.OpenApiDocument.Operation;

/**
 * Finds what a program written for one version of the API would stumble over in a later
 * one: what it calls is gone, what it sends is refused, what it reads is missing.
 */
final class BreakingChanges {

	private final OpenApiDocument before;

	private final OpenApiDocument after;

	private final List<String> found = new ArrayList<>();

	private final Set<String> seen = new HashSet<>();

	private BreakingChanges(OpenApiDocument before, OpenApiDocument after) {
		this.before = before;
		this.after = after;
	}

	static List<String> between(OpenApiDocument before, OpenApiDocument after) {
		BreakingChanges changes = new BreakingChanges(before, after);
		changes.compare();
		return changes.found;
	}

	private void compare() {
		Map<String, Operation> now = this.after.operations()
			.stream()
			.collect(Collectors.toMap(Operation::name, Function.identity()));
		for (Operation old : this.before.operations()) {
			Operation operation = now.get(old.name());
			if (operation == null) {
				this.found.add(old.name() + " is gone");
				continue;
			}
			compareParameters(old, operation);
			compareRequest(old.requestSchema(), operation.requestSchema(), old.name());
			old.definition().path("responses").properties().forEach((response) -> {
				if (response.getKey().startsWith("2")) {
					compareResponse(old, operation, response.getKey());
				}
			});
		}
	}

	private void compareParameters(Operation old, Operation operation) {
		Map<String, JsonNode> known = parameters(old);
		Map<String, JsonNode> now = parameters(operation);
		known.forEach((name, parameter) -> {
			if (!now.containsKey(name)) {
				this.found.add(old.name() + " lost the parameter " + name);
			}
			else {
				compareRequest(parameter.path("schema"), now.get(name).path("schema"), old.name() + " " + name);
			}
		});
		now.forEach((name, parameter) -> {
			boolean wasRequired = known.containsKey(name) && known.get(name).path("required").asBoolean(false);
			if (parameter.path("required").asBoolean(false) && !wasRequired) {
				this.found.add(old.name() + " requires the parameter " + name);
			}
		});
	}

	private static Map<String, JsonNode> parameters(Operation operation) {
		return operation.definition()
			.path("parameters")
			.valueStream()
			.collect(Collectors.toMap((parameter) -> parameter.path("name").asString(), Function.identity()));
	}

	private void compareRequest(JsonNode oldReference, JsonNode reference, String at) {
		JsonNode old = this.before.resolved(oldReference);
		JsonNode schema = this.after.resolved(reference);
		compareType(old, schema, at);
		names(schema, "required").stream()
			.filter((name) -> !names(old, "required").contains(name))
			.forEach((name) -> this.found.add(at + " requires " + name));
		if (schema.has("enum")) {
			names(old, "enum").stream()
				.filter((name) -> !names(schema, "enum").contains(name))
				.forEach((name) -> this.found.add(at + " refuses " + name));
		}
		old.path("properties")
			.properties()
			.forEach((field) -> compareRequest(field.getValue(), schema.path("properties").path(field.getKey()),
					at + "." + field.getKey()));
	}

	private void compareResponse(Operation old, Operation operation, String status) {
		if (operation.definition().path("responses").path(status).isMissingNode()) {
			this.found.add(old.name() + " does not answer " + status);
			return;
		}
		old.definition().path("responses").path(status).path("content").properties().forEach((content) -> {
			JsonNode schema = operation.responseSchema(Integer.parseInt(status), content.getKey());
			compareAnswer(content.getValue().path("schema"), schema, old.name() + " " + status);
		});
	}

	private void compareAnswer(JsonNode oldReference, JsonNode reference, String at) {
		if (oldReference.has("$ref") && !this.seen.add(oldReference.path("$ref").asString() + " " + reference)) {
			return;
		}
		JsonNode old = this.before.resolved(oldReference);
		JsonNode schema = this.after.resolved(reference);
		compareType(old, schema, at);
		names(old, "required").stream()
			.filter((name) -> !names(schema, "required").contains(name))
			.forEach((name) -> this.found.add(at + " may lack " + name));
		old.path("properties")
			.properties()
			.forEach((field) -> compareAnswer(field.getValue(), schema.path("properties").path(field.getKey()),
					at + "." + field.getKey()));
		if (old.has("items")) {
			compareAnswer(old.path("items"), schema.path("items"), at + "[]");
		}
	}

	private void compareType(JsonNode old, JsonNode schema, String at) {
		if (!old.path("type").equals(schema.path("type")) || !old.path("format").equals(schema.path("format"))) {
			this.found.add(at + " is another type");
		}
	}

	private static Set<String> names(JsonNode schema, String list) {
		return schema.path(list).valueStream().map(JsonNode::asString).collect(Collectors.toSet());
	}

}
