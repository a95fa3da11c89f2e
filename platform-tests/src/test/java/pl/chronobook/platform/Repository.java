package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The files of this repository.
 */
final class Repository {

	static final Path ROOT = Path.of(System.getProperty("repository", "..")).toAbsolutePath().normalize();

	private static final YAMLMapper YAML = new YAMLMapper();

	private Repository() {
	}

	static Path file(String path) {
		return ROOT.resolve(path);
	}

	static String text(String path) {
		return text(file(path));
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static JsonNode yaml(String path) {
		return YAML.readTree(text(path));
	}

	/** Parses a file with anchors and merge keys, which Jackson does not resolve. */
	static JsonNode merged(String path) {
		return YAML.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text(path)));
	}

	/** Returns the non-empty documents of a YAML stream. */
	static List<JsonNode> documents(String yaml) {
		try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
			return documents.readAll().stream().filter(JsonNode::isObject).toList();
		}
	}

	static List<Path> files(String folder, String ending) {
		try (Stream<Path> files = Files.list(file(folder))) {
			return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
