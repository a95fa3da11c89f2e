package pl.chronobook.transfer.format.kindle;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.CsvTable;

/**
 * Reads the titles of books from Amazon's data export, whose session file has only
 * numbers: from a JSON file for each owned book, or from a table.
 */
public final class KindleTitles {

	private static final List<String> NAMES = List.of("product_name", "product name", "productname", "title",
			"item name");

	private static final int LONGEST_TITLE = 2_000;

	private static final int LONGEST_NUMBER = 50;

	private KindleTitles() {
	}

	/**
	 * Returns the titles in the file of one book; empty if it is no such file.
	 */
	public static Map<String, String> of(JsonNode root) {
		Map<String, String> titles = new HashMap<>();
		collect(root.path("resource"), titles);
		collect(root, titles);
		return titles;
	}

	/** Returns the titles in a table; empty if it lacks the columns. */
	public static Map<String, String> of(CsvTable table) {
		String name = NAMES.stream()
			.filter(column -> table.missing(List.of("asin", column)).isEmpty())
			.findFirst()
			.orElse(null);
		Map<String, String> titles = new HashMap<>();
		if (name != null) {
			table.forEach(row -> put(titles, row.get("asin"), row.get(name)));
		}
		return titles;
	}

	private static void collect(JsonNode node, Map<String, String> titles) {
		put(titles, find(node, List.of("asin")), find(node, NAMES));
	}

	private static String find(JsonNode node, List<String> names) {
		for (Map.Entry<String, JsonNode> field : node.properties()) {
			if (names.contains(field.getKey().toLowerCase(Locale.ROOT)) && field.getValue().isString()) {
				return field.getValue().asString();
			}
		}
		return "";
	}

	private static void put(Map<String, String> titles, @Nullable String asin, String title) {
		String shown = Cells.text(title.substring(0, Math.min(title.length(), LONGEST_TITLE)));
		if (asin != null && !asin.isBlank() && asin.length() <= LONGEST_NUMBER && !shown.isEmpty()
				&& !shown.equalsIgnoreCase("Not Available")) {
			titles.putIfAbsent(asin.strip(), shown);
		}
	}

}
