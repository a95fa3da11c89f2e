package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README of a chart lists its values as values.yaml describes them.
 * {@code -Ddocs.charts=write} writes the lists anew.
 */
class ChartReadmeTests {

	private static final String START = "<!-- values -->\n";

	private static final String END = "<!-- /values -->";

	@ParameterizedTest
	@ValueSource(strings = { "charts/chronobook", "argo-apps" })
	void listsTheValues(String chart) throws IOException {
		Path readme = Repository.file(chart + "/README.md");
		String text = Repository.text(readme);
		int start = text.indexOf(START) + START.length();
		int end = text.indexOf(END);
		assertThat(end).as("the place of the list").isGreaterThanOrEqualTo(start);
		String fresh = text.substring(0, start) + table(chart) + text.substring(end);
		if ("write".equals(System.getProperty("docs.charts"))) {
			Files.writeString(readme, fresh);
		}
		assertThat(Repository.text(readme)).as("out of date: run with -Ddocs.charts=write").isEqualTo(fresh);
	}

	@ParameterizedTest
	@ValueSource(strings = { "charts/chronobook", "argo-apps" })
	void schemaAndReadmeListTheSameValues(String chart) {
		TreeSet<String> values = new TreeSet<>();
		paths("", Repository.yaml(chart + "/values.yaml"), values);
		JsonNode schema = Repository.yaml(chart + "/values.schema.json");
		assertThat(values).isNotEmpty().allSatisfy(path -> {
			JsonNode node = schema;
			for (String name : path.split("\\.", -1)) {
				if (node.has("$ref")) {
					node = schema.at(node.path("$ref").asString("").substring(1));
				}
				JsonNode property = node.path("properties").path(name);
				node = property.isMissingNode() ? node.path("additionalProperties") : property;
				assertThat(node.isMissingNode()).as(path).isFalse();
			}
		});
	}

	private static void paths(String prefix, JsonNode node, Set<String> paths) {
		for (Map.Entry<String, JsonNode> property : node.properties()) {
			String path = prefix + property.getKey();
			if (property.getValue().isObject() && !property.getValue().isEmpty()) {
				paths(path + ".", property.getValue(), paths);
			}
			else {
				paths.add(path);
			}
		}
	}

	/**
	 * Returns a table of the values that have a comment. Fails if neither a value nor its
	 * parent has one.
	 */
	private static String table(String chart) {
		JsonNode values = Repository.yaml(chart + "/values.yaml");
		StringBuilder table = new StringBuilder("| value | default | meaning |\n| --- | --- | --- |\n");
		List<String> path = new ArrayList<>();
		StringBuilder comment = new StringBuilder();
		int described = Integer.MAX_VALUE;
		for (String line : Repository.text(chart + "/values.yaml").split("\n", -1)) {
			int indent = line.length() - line.stripLeading().length();
			String content = line.strip();
			if (content.isEmpty()) {
				comment.setLength(0);
			}
			else if (content.startsWith("# ")) {
				comment.append(comment.isEmpty() ? "" : " ").append(content.substring(2));
			}
			else if (!content.startsWith("- ") && indent <= described) {
				described = Integer.MAX_VALUE;
				path.subList(indent / 2, path.size()).clear();
				path.add(content.substring(0, content.indexOf(':')));
				boolean group = content.endsWith(":");
				assertThat(group || !comment.isEmpty()).as("%s: %s has no comment", chart, path).isTrue();
				if (!comment.isEmpty()) {
					JsonNode value = values.at("/" + String.join("/", path));
					table.append("| `%s` | %s | %s |\n".formatted(String.join(".", path), shown(value), comment));
					described = group ? indent : described;
				}
				comment.setLength(0);
			}
		}
		return table.toString();
	}

	private static String shown(JsonNode value) {
		if ((value.isContainer() && value.isEmpty()) || (value.isString() && value.asString("").isEmpty())) {
			return "–";
		}
		return "`" + (value.isString() ? value.asString("") : value.toString()) + "`";
	}

}
