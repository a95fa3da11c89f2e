package pl.chronobook.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published schemas of Kubernetes' objects and GitHub's workflows. They are not part
 * of this repository; without the folder that holds them the tests that need them are
 * skipped with a message.
 */
final class Schemas {

	private static final Path FOLDER = Path.of(System.getProperty("platform.schemas", "../../shared/schemas"));

	private static final JsonMapper JSON = new JsonMapper();

	private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

	private final Map<String, Schema> known = new HashMap<>();

	private Schemas() {
	}

	static Schemas orSkip() {
		boolean present = Files.isDirectory(FOLDER);
		if (!present) {
			System.out.println("NOT CHECKED against schemas: there is no folder " + FOLDER
					+ "; name one with -Dplatform.schemas=FOLDER");
		}
		Assumptions.assumeTrue(present, () -> "no schemas in " + FOLDER);
		return new Schemas();
	}

	List<String> errors(Manifest object) {
		String apiVersion = object.at("/apiVersion").asString("");
		if (apiVersion.contains(".") && !isKnown(apiVersion, object.kind())) {
			System.out.println(
					"NOT CHECKED against a schema: " + FOLDER + " has none for " + apiVersion + " " + object.kind());
			return List.of();
		}
		Schema schema = this.known.computeIfAbsent(apiVersion + "/" + object.kind(),
				name -> schema(apiVersion, object.kind()));
		return errors(schema, object.json(), object.toString());
	}

	List<String> errors(JsonNode document, String schema) {
		return errors(this.known.computeIfAbsent(schema, name -> this.registry.getSchema(read(name))), document,
				schema);
	}

	private static List<String> errors(Schema schema, JsonNode document, String name) {
		return schema.validate(document)
			.stream()
			.map(error -> name + " " + error.getInstanceLocation() + ": " + error.getMessage())
			.toList();
	}

	/**
	 * Only schemas of custom resources may be missing; Kubernetes' own groups are
	 * complete.
	 */
	private static boolean isKnown(String apiVersion, String kind) {
		String[] parts = apiVersion.split("/", -1);
		return Files.exists(custom(parts, kind))
				|| Files.exists(FOLDER.resolve("v3/apis_" + parts[0] + "_" + parts[1] + ".json"));
	}

	private static Path custom(String[] parts, String kind) {
		return FOLDER.resolve("crd/" + parts[0] + "/" + kind.toLowerCase(Locale.ROOT) + "_" + parts[1] + ".json");
	}

	private Schema schema(String apiVersion, String kind) {
		String[] parts = apiVersion.split("/", -1);
		if (parts.length == 2) {
			Path custom = custom(parts, kind);
			if (Files.exists(custom)) {
				ObjectNode schema = (ObjectNode) closed(read(FOLDER.relativize(custom).toString()));
				// Some schemas leave out the fields that every object has
				for (String name : List.of("apiVersion", "kind", "metadata")) {
					((ObjectNode) schema.path("properties")).putIfAbsent(name, JSON.createObjectNode());
				}
				return this.registry.getSchema(schema);
			}
		}
		JsonNode group = read(
				"v3/" + ((parts.length == 1) ? "api_" + apiVersion : "apis_" + parts[0] + "_" + parts[1]) + ".json");
		for (Map.Entry<String, JsonNode> definition : group.at("/components/schemas").properties()) {
			for (JsonNode is : definition.getValue().path("x-kubernetes-group-version-kind")) {
				if (is.path("kind").asString("").equals(kind)
						&& is.path("version").asString("").equals(parts[parts.length - 1])) {
					ObjectNode schema = (ObjectNode) closed(group);
					schema.put("$ref", "#/components/schemas/" + definition.getKey());
					return this.registry.getSchema(schema);
				}
			}
		}
		throw new AssertionError("no schema for " + apiVersion + " " + kind);
	}

	/** Forbids unknown fields, which a cluster would silently drop. */
	private static JsonNode closed(JsonNode schema) {
		if (schema instanceof ObjectNode object) {
			boolean open = object.has("additionalProperties")
					|| object.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
			if (object.path("properties").isObject() && !open && object.path("type").asString("").equals("object")) {
				object.put("additionalProperties", false);
			}
		}
		schema.forEach(Schemas::closed);
		return schema;
	}

	private static JsonNode read(String file) {
		return JSON.readTree(Repository.text(FOLDER.resolve(file)));
	}

}
