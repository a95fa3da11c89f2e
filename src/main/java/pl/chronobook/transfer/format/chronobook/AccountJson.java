package pl.chronobook.transfer.format.chronobook;

import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.identity.Ids;
import pl.chronobook.reading.ArchivePart;
import pl.chronobook.reading.EntryId;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;

/**
 * The file of an archive with the data besides the history: one object for each part.
 * Parts refer to books by number; the file begins with the list of these books, so that
 * it can be imported into any account.
 */
public final class AccountJson {

	/**
	 * The version of the format, raised when an older ChronoBook could misunderstand a
	 * file.
	 */
	static final int VERSION = 1;

	private static final String FORMAT = "chronobook-account";

	private static final String BOOKS = "books";

	private static final JsonMapper json = JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final JsonNode root;

	private AccountJson(JsonNode root) {
		this.root = root;
	}

	/**
	 * Recognises a file.
	 * @return empty if it is another kind of JSON
	 * @throws UnreadableFileException if a later ChronoBook wrote it
	 */
	public static Optional<AccountJson> of(JsonNode root) {
		if (!FORMAT.equals(root.path("format").asString(""))) {
			return Optional.empty();
		}
		if (root.path("version").asInt(0) > VERSION) {
			throw new UnreadableFileException(FileProblem.NEWER_VERSION);
		}
		return Optional.of(new AccountJson(root));
	}

	/**
	 * Writes a file.
	 * @param parts content by the name of its part
	 * @param books names the book of an entry; null if it is gone
	 */
	public static void write(Map<String, Record> parts, Function<EntryId, @Nullable NamedBook> books, Instant now,
			Writer out) {
		Map<EntryId, Integer> numbers = new LinkedHashMap<>();
		JsonMapper numbering = with(new SimpleModule().addSerializer(EntryId.class, new ValueSerializer<>() {
			@Override
			public void serialize(EntryId entry, JsonGenerator out, SerializationContext context) {
				out.writeNumber(numbers.computeIfAbsent(entry, another -> numbers.size() + 1));
			}
		}));
		ObjectNode root = json.createObjectNode();
		root.put("format", FORMAT).put("version", VERSION).put("exportedAt", now.toString());
		ArrayNode list = root.putArray(BOOKS);
		parts.forEach((name, content) -> root.set(name, numbering.valueToTree(content)));
		numbers.keySet().forEach(entry -> list.add(json.<JsonNode>valueToTree(books.apply(entry))));
		json.writerWithDefaultPrettyPrinter().writeValue(out, root);
	}

	/**
	 * Parses a part of the file.
	 * @param entries finds the entry of a book on the reader's list
	 * @return empty if the file lacks the part
	 * @throws UnreadablePartException if the part is invalid
	 */
	public <C extends Record> Optional<C> part(ArchivePart<C, ?> part, Function<NamedBook, Optional<EntryId>> entries) {
		JsonNode content = this.root.path(part.name());
		if (!content.isObject()) {
			return Optional.empty();
		}
		try {
			return Optional.of(with(new SimpleModule().addDeserializer(EntryId.class, new Entries(entries)))
				.treeToValue(content, part.content()));
		}
		catch (JacksonException ex) {
			throw new UnreadablePartException(part.name(), ex);
		}
	}

	private static JsonMapper with(SimpleModule module) {
		return JsonMapper.builder().addModule(module).build();
	}

	/**
	 * A book without the ids of an account.
	 *
	 * @param title its title
	 * @param author its author
	 * @param isbn its ISBN; null without one
	 */
	public record NamedBook(String title, String author, @Nullable String isbn) {

		public Optional<Isbn> number() {
			return (this.isbn != null) ? Isbn.parse(this.isbn) : Optional.empty();
		}

	}

	/**
	 * A part of the file is invalid.
	 */
	public static final class UnreadablePartException extends RuntimeException {

		private UnreadablePartException(String part, Throwable cause) {
			super(part, cause);
		}

	}

	/**
	 * Deserializes numbers of books as entries; equal numbers give equal entries.
	 */
	private final class Entries extends ValueDeserializer<EntryId> {

		private final Function<NamedBook, Optional<EntryId>> known;

		private final Map<Integer, EntryId> entries = new HashMap<>();

		private final List<JsonNode> books = new ArrayList<>();

		Entries(Function<NamedBook, Optional<EntryId>> known) {
			this.known = known;
			AccountJson.this.root.path(BOOKS).forEach(this.books::add);
		}

		@Override
		public EntryId deserialize(JsonParser in, DeserializationContext context) {
			return this.entries.computeIfAbsent(in.getIntValue(),
					number -> named(number).flatMap(this.known).orElseGet(() -> new EntryId(Ids.next())));
		}

		private Optional<NamedBook> named(int number) {
			if (number < 1 || number > this.books.size() || !this.books.get(number - 1).isObject()) {
				return Optional.empty();
			}
			JsonNode book = this.books.get(number - 1);
			return Optional.of(new NamedBook(book.path("title").asString(""), book.path("author").asString(""),
					book.path("isbn").asString(null)));
		}

	}

}
