package pl.chronobook.transfer.format.mapped;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import pl.chronobook.transfer.file.Upload;

/**
 * Converts a list of books in JSON to a table: an array of objects, an object of objects
 * by number, an object with such an array somewhere in it, or a single book.
 */
public final class JsonTable {

	private static final int MAX_COLUMNS = 200;

	/** The most characters of a cell, enough for the longest note with its HTML. */
	private static final int LONGEST_CELL = 10_000;

	private static final int MAX_DEPTH = 3;

	/** The names of titles, without blanks and in lower case. */
	private static final Set<String> TITLES = Set.of("title", "book", "booktitle", "tytuł", "tytul", "titel", "titre",
			"título", "titolo", "název", "назва");

	private JsonTable() {
	}

	/**
	 * Returns the table of a list of objects with a title.
	 * @param name name of the file
	 * @return empty if there is no such list
	 */
	public static Optional<Upload> of(String name, JsonNode root) {
		List<Map<String, String>> rows = new ArrayList<>();
		for (JsonNode element : elements(root)) {
			Map<String, String> row = new LinkedHashMap<>();
			element.properties().forEach(field -> {
				if (field.getValue().isObject() && isBook(field.getValue())) {
					field.getValue()
						.properties()
						.forEach(part -> row.putIfAbsent(part.getKey(), text(part.getValue())));
				}
				else {
					row.put(field.getKey(), text(field.getValue()));
				}
			});
			if (row.keySet().stream().anyMatch(JsonTable::isTitle)) {
				rows.add(row);
			}
		}
		return rows.isEmpty() ? Optional.empty() : Optional.of(new Upload(name, csv(rows)));
	}

	/**
	 * Returns the objects of the root, if it contains nothing else, or of the longest
	 * array in it.
	 */
	private static List<JsonNode> elements(JsonNode root) {
		List<JsonNode> elements = new ArrayList<>();
		if (!root.isArray() && !root.isEmpty()
				&& root.properties()
					.stream()
					.allMatch(field -> field.getValue().isObject() && isBook(field.getValue()))) {
			root.forEach(elements::add);
			return elements;
		}
		longestList(root, MAX_DEPTH).forEach(elements::add);
		if (elements.isEmpty() && isBook(root)) {
			return List.of(root);
		}
		return elements.stream().filter(JsonNode::isObject).toList();
	}

	private static JsonNode longestList(JsonNode node, int depth) {
		JsonNode longest = JsonNodeFactory.instance.arrayNode();
		if (node.isArray() && node.valueStream().anyMatch(JsonTable::isBook)) {
			return node;
		}
		if (depth > 0 && node.isObject()) {
			for (JsonNode child : node) {
				JsonNode found = longestList(child, depth - 1);
				longest = (found.size() > longest.size()) ? found : longest;
			}
		}
		return longest;
	}

	private static boolean isBook(JsonNode node) {
		return node.isObject() && node.properties().stream().anyMatch(field -> isTitle(field.getKey()));
	}

	private static boolean isTitle(String key) {
		return TITLES.contains(key.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT));
	}

	/**
	 * Returns a value as text. Values of a list are joined by commas; an object is
	 * represented by its name.
	 */
	private static String text(JsonNode value) {
		if (value.isContainer()) {
			List<String> parts = new ArrayList<>();
			value.forEach(part -> {
				JsonNode name = part.isObject() ? part.path("name") : part;
				if (!name.isContainer() && !name.isNull() && !name.isMissingNode()) {
					parts.add(name.asString());
				}
			});
			return cut(String.join(", ", parts));
		}
		return value.isNull() ? "" : cut(value.asString());
	}

	private static String cut(String value) {
		String text = value.replace("\0", "");
		return (text.length() <= LONGEST_CELL) ? text : text.substring(0, LONGEST_CELL);
	}

	private static byte[] csv(List<Map<String, String>> rows) {
		Set<String> header = new LinkedHashSet<>();
		rows.forEach(row -> row.keySet().stream().limit(MAX_COLUMNS).forEach(header::add));
		List<String> columns = header.stream().limit(MAX_COLUMNS).toList();
		StringWriter text = new StringWriter();
		try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
			printer.printRecord(columns);
			for (Map<String, String> row : rows) {
				printer.printRecord(columns.stream().map(column -> row.getOrDefault(column, "")).toList());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

}
