package pl.chronobook.transfer.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses uploaded JSON as a whole in memory.
 */
public final class JsonFile {

	private static final JsonMapper json = JsonMapper.builder().build();

	private static final int MAX_BYTES = 16 * 1024 * 1024;

	/** The bytes of byte order marks, and the zero bytes of UTF-16. */
	private static final String MARKS = "\u00EF\u00BB\u00BF\u00FE\u00FF\0";

	private JsonFile() {
	}

	/** Returns whether a file begins with an object or an array. */
	public static boolean looksLikeJson(Upload file) {
		if (TextFile.isDocument(file)) {
			return false;
		}
		for (byte unit : file.head(1_024)) {
			char first = (char) (unit & 0xFF);
			if (!Character.isWhitespace(first) && MARKS.indexOf(first) < 0) {
				return first == '{' || first == '[';
			}
		}
		return false;
	}

	/**
	 * Parses a file. Several values, such as one on each line, become an array.
	 * @return empty if the file is larger than 16 MB or no JSON
	 */
	public static Optional<JsonNode> parse(Upload file) {
		if (file.size() > MAX_BYTES) {
			return Optional.empty();
		}
		List<JsonNode> values = new ArrayList<>();
		try (MappingIterator<JsonNode> all = json.readerFor(JsonNode.class).readValues(file.head(MAX_BYTES))) {
			while (all.hasNext()) {
				WorkLimit.check();
				values.add(all.next());
			}
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
		if (values.size() == 1) {
			return Optional.of(values.getFirst());
		}
		return values.isEmpty() ? Optional.empty() : Optional.of(json.createArrayNode().addAll(values));
	}

}
