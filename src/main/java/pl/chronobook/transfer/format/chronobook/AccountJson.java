package pl.chronobook.transfer.domain;

import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import pl.chronobook.reading.ArchivePart;
import pl.chronobook.reading.EntryId;

/**
 * The file of an archive that says what a reader has besides the history: an object for
 * each part. Parts speak of books by number; the file begins with the list of these
 * books, so that it can be read in any account.
 */
final class AccountJson {

	/** Rises when a ChronoBook that knows the version before could misunderstand it. */
	static final int VERSION = 1;

	/** Larger than any we write. */
	static final int MAX_BYTES = 8 * 1024 * 1024;

	private static final String FORMAT = "chronobook-account";

	private static final String BOOKS = "books";

	private static final JsonMapper json = JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final JsonNode root;

	private AccountJson(JsonNode root) {
		this.root = root;
	}

	/**
	 * Reads a file.
	 * @return empty if it is another kind of JSON, or none
	 * @throws UnreadableFileException if a later ChronoBook wrote it
	 */
	static Optional<AccountJson> of(Upload file) {
		if (file.size() > MAX_BYTES) {
			return Optional.empty();
		}
		try {
			JsonNode root = json.readTree(file.head(MAX_BYTES));
			if (!FORMAT.equals(root.path("format").asString(""))) {
				return Optional.empty();
			}
			if (root.path("version").asInt(0) > VERSION) {
				throw new UnreadableFileException(FileProblem.NEWER_VERSION);
			}
			return Optional.of(new AccountJson(root));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Writes a file.
	 * @param parts content by the name of its part
	 * @param books what an entry is called elsewhere; null if it is gone
	 */
	static void write(Map<String, Record> parts, Function<EntryId, @Nullable NamedBook> books, Instant now,
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
	 * What the file says of a part.
	 * @param entries the entry of a book on the reader's list
	 * @return empty if it says nothing
	 * @throws UnreadablePartException if it cannot be understood
	 */
	<C extends Record> Optional<C> part(ArchivePart<C, ?> part, Function<NamedBook, Optional<EntryId>> entries) {
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
	 * A book as every account knows it.
	 *
	 * @param title its title
	 * @param author its author
	 * @param isbn its ISBN; null without one
	 */
	record NamedBook(String title, String author, @Nullable String isbn) {

		Optional<Isbn> number() {
			return (this.isbn != null) ? Isbn.parse(this.isbn) : Optional.empty();
		}

	}

	/**
	 * A part of the file makes no sense.
	 */
	static final class UnreadablePartException extends RuntimeException {

		private UnreadablePartException(String part, Throwable cause) {
			super(part, cause);
		}

	}

	/**
	 * Reads numbers of books as entries; the same number is always the same entry.
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
					number -> named(number).flatMap(this.known).orElseGet(() -> new EntryId(UUID.randomUUID())));
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
