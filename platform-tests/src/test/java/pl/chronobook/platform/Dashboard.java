package pl.chronobook.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * A dashboard of Grafana.
 */
record Dashboard(String file, JsonNode json) {

	static Stream<Dashboard> all() {
		return Repository.files("charts/chronobook/files/dashboards", ".json").stream().map(Dashboard::read);
	}

	private static Dashboard read(Path file) {
		// JSON is YAML
		return new Dashboard(file.getFileName().toString(), Repository.documents(Repository.text(file)).getFirst());
	}

	/** Returns the panels without the headings of rows. */
	List<JsonNode> panels() {
		List<JsonNode> panels = new ArrayList<>();
		this.json.path("panels").forEach(panel -> {
			if (!panel.path("type").asString("").equals("row")) {
				panels.add(panel);
			}
		});
		return panels;
	}

	List<String> rows() {
		List<String> rows = new ArrayList<>();
		this.json.path("panels").forEach(panel -> {
			if (panel.path("type").asString("").equals("row")) {
				rows.add(panel.path("title").asString(""));
			}
		});
		return rows;
	}

	List<JsonNode> variables() {
		return this.json.at("/templating/list").valueStream().toList();
	}

	@Override
	public String toString() {
		return this.file;
	}

}
