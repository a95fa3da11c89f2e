package pl.chronobook.platform;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A rule of Prometheus: it records a series, or alerts.
 */
record Rule(JsonNode json) {

	static final String FOLDER = "charts/chronobook/files/rules";

	static List<Rule> all() {
		List<Rule> rules = new ArrayList<>();
		Repository.files(FOLDER, ".yaml")
			.forEach(file -> Repository.documents(Repository.text(file))
				.getFirst()
				.path("groups")
				.forEach(group -> group.path("rules").forEach(rule -> rules.add(new Rule(rule)))));
		return rules;
	}

	static List<Rule> alerts() {
		return all().stream().filter(Rule::isAlert).toList();
	}

	boolean isAlert() {
		return this.json.has("alert");
	}

	String name() {
		return this.json.path(isAlert() ? "alert" : "record").asString("");
	}

	String expression() {
		return this.json.path("expr").asString("").strip();
	}

	String severity() {
		return this.json.at("/labels/severity").asString("");
	}

	String annotation(String name) {
		return this.json.path("annotations").path(name).asString("");
	}

	@Override
	public String toString() {
		return name() + (isAlert() ? " (" + severity() + ")" : "");
	}

}
