package pl.chronobook.transfer.domain;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Amazon's data export calls the books that its session file only numbers: a JSON
 * file for each book one owns, or a table.
 */
final class KindleTitles {

	private static final JsonMapper json = JsonMapper.builder().build();

	private static final List<String> NAMES = List.of("product_name", "product name", "productname", "title",
			"item name");

	/** Larger than the file of any book. */
	private static final int MAX_BYTES = 8 * 1024 * 1024;

	private KindleTitles() {
	}

	static boolean looksLikeJson(Upload file) {
		byte[] content = file.head(1_024);
		int start = (content.length > 3 && content[0] == (byte) 0xEF) ? 3 : 0;
		while (start < content.length && Character.isWhitespace(content[start])) {
			start++;
		}
		return start < content.length && content[start] == '{';
	}

	/**
	 * The titles in the file of one book; empty if it is none.
	 */
	static Map<String, String> ofJson(Upload file) {
		Map<String, String> titles = new HashMap<>();
		if (file.size() > MAX_BYTES) {
			return titles;
		}
		try {
			String content = new String(file.head(MAX_BYTES), StandardCharsets.UTF_8);
			JsonNode root = json.readTree(content.replaceFirst("^\uFEFF", ""));
			collect(root.path("resource"), titles);
			collect(root, titles);
		}
		catch (JacksonException ex) {
			return Map.of();
		}
		return titles;
	}

	/** The titles in a table; empty if it has no such columns. */
	static Map<String, String> ofTable(CsvTable table) {
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
		String shown = Cells.text(title);
		if (asin != null && !asin.isBlank() && !shown.isEmpty() && !shown.equalsIgnoreCase("Not Available")) {
			titles.putIfAbsent(asin.strip(), shown);
		}
	}

}
