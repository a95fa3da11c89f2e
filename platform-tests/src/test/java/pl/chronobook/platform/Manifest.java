package pl.chronobook.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A rendered object of a chart.
 */
record Manifest(JsonNode json) {

	String kind() {
		return at("/kind").asString("");
	}

	String name() {
		return at("/metadata/name").asString("");
	}

	JsonNode at(String pointer) {
		return this.json.at(pointer);
	}

	Map<String, String> labels() {
		return map(at("/metadata/labels"));
	}

	String annotation(String name) {
		return at("/metadata/annotations").path(name).asString("");
	}

	/** Returns the template of its pods; a missing node if it has none. */
	JsonNode podTemplate() {
		return switch (kind()) {
			case "Deployment", "Rollout", "StatefulSet" -> at("/spec/template");
			case "CronJob" -> at("/spec/jobTemplate/spec/template");
			case "Pod" -> this.json;
			default -> MissingNode.getInstance();
		};
	}

	Map<String, String> podLabels() {
		return map(podTemplate().at("/metadata/labels"));
	}

	JsonNode podSpec() {
		return podTemplate().at("/spec");
	}

	List<JsonNode> containers() {
		List<JsonNode> containers = new ArrayList<>();
		podSpec().path("initContainers").forEach(containers::add);
		podSpec().path("containers").forEach(containers::add);
		return containers;
	}

	JsonNode container(String name) {
		return containers().stream()
			.filter(container -> container.path("name").asString("").equals(name))
			.findAny()
			.orElseThrow();
	}

	static Map<String, String> map(JsonNode node) {
		Map<String, String> map = new TreeMap<>();
		node.properties().forEach(property -> map.put(property.getKey(), property.getValue().asString("")));
		return map;
	}

	@Override
	public String toString() {
		return kind() + "/" + name();
	}

}
