package pl.chronobook.transfer.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.commons.csv.CSVFormat;

/**
 * The sheets of a spreadsheet, of Excel (Office Open XML) or LibreOffice (OpenDocument),
 * as tables in CSV. Cells have their stored values, and formulas are not computed; days
 * are written as {@code 2026-02-20}, whatever their format shows.
 *
 * <p>
 * The parts may be hostile: they are streamed without entities, a part has at most 32 MB,
 * and repeated cells are not expanded beyond what a table may have.
 */
public final class Spreadsheet {

	private static final int MAX_PART = 32 * 1024 * 1024;

	private static final int MAX_SHEETS = 20;

	private static final Pattern PART = Pattern
		.compile("mimetype|content\\.xml|(workbook|styles|sharedStrings|sheet\\d+)\\.xml|workbook\\.xml\\.rels");

	/** Numbers of Excel's own formats of dates. */
	private static final Set<Integer> DATE_FORMATS = Set.of(14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51,
			52, 53, 54, 55, 56, 57, 58);

	private static final Set<Integer> PERCENT_FORMATS = Set.of(9, 10);

	private static final int SECONDS_PER_DAY = 86_400;

	private static final XMLInputFactory xml = factory();

	private final Map<String, Upload> parts;

	private final List<String> strings = new ArrayList<>();

	private final List<Integer> formats = new ArrayList<>();

	private final Map<Integer, String> customFormats = new HashMap<>();

	private LocalDate origin = LocalDate.of(1899, 12, 30);

	private Spreadsheet(Map<String, Upload> parts) {
		this.parts = parts;
	}

	/** Returns whether a file of an archive can be a part of a spreadsheet. */
	public static boolean isPart(Upload file) {
		return PART.matcher(file.name()).matches();
	}

	/**
	 * The sheets of a spreadsheet that are not empty, in their order.
	 * @param name name of the file
	 * @param files its parts
	 * @return empty if the parts belong to something else
	 * @throws UnreadableFileException if it is damaged or too large
	 */
	public static Optional<List<Upload>> tables(String name, List<Upload> files) {
		Map<String, Upload> parts = new HashMap<>();
		files.forEach(part -> parts.putIfAbsent(part.name(), part));
		Upload type = parts.get("mimetype");
		boolean office = parts.containsKey("workbook.xml");
		boolean open = type != null && parts.containsKey("content.xml")
				&& new String(type.head(100), StandardCharsets.US_ASCII).contains("opendocument.spreadsheet");
		if (!office && !open) {
			return Optional.empty();
		}
		if (files.stream().anyMatch(part -> part.size() > MAX_PART)) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		Spreadsheet spreadsheet = new Spreadsheet(parts);
		try {
			return Optional.of(office ? spreadsheet.officeSheets(name) : spreadsheet.openSheets(name));
		}
		catch (XMLStreamException | NumberFormatException ex) {
			throw new UnreadableFileException(FileProblem.ZIP_DAMAGED);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Upload> officeSheets(String name) throws XMLStreamException, IOException {
		forEach("sharedStrings.xml", Set.of("si"), (reader, _) -> this.strings.add(text(reader, Set.of("t"))));
		forEach("styles.xml", Set.of("numFmt", "cellXfs"), (reader, element) -> {
			if (element.equals("numFmt")) {
				this.customFormats.put(number(reader, "numFmtId"), attribute(reader, "formatCode"));
			}
			else {
				readFormats(reader);
			}
		});
		Map<String, String> targets = new HashMap<>();
		forEach("workbook.xml.rels", Set.of("Relationship"), (reader, _) -> targets.put(attribute(reader, "Id"),
				attribute(reader, "Target").replaceFirst(".*/", "")));
		List<String> sheets = new ArrayList<>();
		forEach("workbook.xml", Set.of("sheet", "workbookPr"), (reader, element) -> {
			if (element.equals("workbookPr")) {
				boolean since1904 = attribute(reader, "date1904").matches("1|true");
				this.origin = since1904 ? LocalDate.of(1904, 1, 1) : this.origin;
			}
			else if (!attribute(reader, "state").contains("idden")) {
				sheets.add(targets.getOrDefault(attribute(reader, "id"), ""));
			}
		});
		List<Upload> tables = new ArrayList<>();
		for (String sheet : sheets) {
			if (tables.size() < MAX_SHEETS && this.parts.containsKey(sheet)) {
				Table table = new Table();
				forEach(sheet, Set.of("row"), (reader, _) -> readOfficeRow(reader, table));
				table.upload(name, tables.size()).ifPresent(tables::add);
			}
		}
		return tables;
	}

	private void readFormats(XMLStreamReader reader) throws XMLStreamException {
		for (int depth = 1; depth > 0;) {
			int event = reader.next();
			depth += (event == XMLStreamConstants.START_ELEMENT) ? 1
					: (event == XMLStreamConstants.END_ELEMENT) ? -1 : 0;
			if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("xf")) {
				this.formats.add(number(reader, "numFmtId"));
			}
		}
	}

	private void readOfficeRow(XMLStreamReader reader, Table table) throws XMLStreamException {
		List<String> row = new ArrayList<>();
		while (reader.next() != XMLStreamConstants.END_ELEMENT || !reader.getLocalName().equals("row")) {
			if (reader.getEventType() == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("c")) {
				String reference = attribute(reader, "r");
				int column = reference.isEmpty() ? row.size() : column(reference);
				String type = attribute(reader, "t");
				int style = number(reader, "s");
				String text = text(reader, type.equals("inlineStr") ? Set.of("t") : Set.of("v"));
				if (column < CsvTable.MAX_COLUMNS) {
					set(row, column, officeCell(type, style, text));
				}
			}
		}
		table.add(row);
	}

	private String officeCell(String type, int style, String text) {
		return switch (type) {
			case "s" -> {
				int string = text.isBlank() ? -1 : Integer.parseInt(text.strip());
				yield (string >= 0 && string < this.strings.size()) ? this.strings.get(string) : "";
			}
			case "e" -> "";
			case "b" -> text.strip().equals("1") ? "true" : "false";
			case "", "n" -> text.isBlank() ? "" : formatted(new BigDecimal(text.strip()), style);
			default -> text;
		};
	}

	private String formatted(BigDecimal number, int style) {
		int format = (style >= 0 && style < this.formats.size()) ? this.formats.get(style) : 0;
		String code = this.customFormats.getOrDefault(format, "").replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]", "");
		if (PERCENT_FORMATS.contains(format) || code.contains("%")) {
			return plain(number.movePointRight(2)) + "%";
		}
		boolean date = DATE_FORMATS.contains(format) || code.matches("(?is).*[yr].*|.*d.*m.*|.*m.*d.*");
		if (!date || number.signum() < 0 || number.compareTo(BigDecimal.valueOf(2_958_466)) >= 0) {
			return plain(number);
		}
		LocalDateTime time = this.origin.atStartOfDay().plusSeconds(Math.round(number.doubleValue() * SECONDS_PER_DAY));
		return time.toLocalTime().toSecondOfDay() == 0 ? time.toLocalDate().toString()
				: time.toString().replace('T', ' ');
	}

	private static String plain(BigDecimal number) {
		return (Math.abs((long) number.precision() - number.scale()) > 30) ? ""
				: number.stripTrailingZeros().toPlainString();
	}

	private List<Upload> openSheets(String name) throws XMLStreamException, IOException {
		List<Upload> tables = new ArrayList<>();
		forEach("content.xml", Set.of("table"), (reader, _) -> {
			Table table = new Table();
			while (reader.next() != XMLStreamConstants.END_ELEMENT || !reader.getLocalName().equals("table")) {
				if (reader.getEventType() == XMLStreamConstants.START_ELEMENT
						&& reader.getLocalName().equals("table-row")) {
					readOpenRow(reader, table);
				}
			}
			if (tables.size() < MAX_SHEETS) {
				table.upload(name, tables.size()).ifPresent(tables::add);
			}
		});
		return tables;
	}

	private static void readOpenRow(XMLStreamReader reader, Table table) throws XMLStreamException {
		List<String> row = new ArrayList<>();
		int column = 0;
		while (reader.next() != XMLStreamConstants.END_ELEMENT || !reader.getLocalName().equals("table-row")) {
			boolean cell = reader.getEventType() == XMLStreamConstants.START_ELEMENT
					&& reader.getLocalName().endsWith("table-cell");
			if (cell) {
				int times = Math.clamp(number(reader, "number-columns-repeated"), 1, CsvTable.MAX_COLUMNS);
				String type = attribute(reader, "value-type");
				String value = attribute(reader, "value");
				String day = attribute(reader, "date-value");
				String shown = text(reader, Set.of("p"));
				String text = switch (type) {
					case "float", "currency" -> plain(new BigDecimal(value));
					case "percentage" -> plain(new BigDecimal(value).movePointRight(2)) + "%";
					case "date" -> day.replaceFirst("T(00:00:00(\\.0+)?)?$", "").replace('T', ' ');
					default -> shown;
				};
				for (int i = 0; i < times && !text.isEmpty() && column + i < CsvTable.MAX_COLUMNS; i++) {
					set(row, column + i, text);
				}
				column = Math.min(column + times, CsvTable.MAX_COLUMNS);
			}
		}
		table.add(row);
	}

	/** Number of the column of a cell such as {@code AB12}, from 0. */
	private static int column(String reference) {
		int column = 0;
		for (int i = 0; i < Math.min(4, reference.length()) && Character.isLetter(reference.charAt(i)); i++) {
			column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
		}
		return Math.max(0, column - 1);
	}

	private static void set(List<String> row, int column, String text) {
		while (row.size() <= column) {
			row.add("");
		}
		row.set(column, text);
	}

	/** Hands over the reader at each element of a part that has one of the names. */
	private void forEach(String part, Set<String> names, ElementReader taker) throws XMLStreamException, IOException {
		Upload file = this.parts.get(part);
		if (file == null) {
			return;
		}
		try (InputStream in = new BufferedInputStream(file.open(0))) {
			XMLStreamReader reader = xml.createXMLStreamReader(in);
			while (reader.hasNext()) {
				WorkLimit.check();
				if (reader.next() == XMLStreamConstants.START_ELEMENT && names.contains(reader.getLocalName())) {
					taker.read(reader, reader.getLocalName());
				}
			}
		}
	}

	/**
	 * Returns the text of the elements with some names inside the reader's current
	 * element; several, such as paragraphs, are joined. Moves the reader to the end of
	 * the current element.
	 */
	private static String text(XMLStreamReader reader, Set<String> names) throws XMLStreamException {
		StringBuilder text = new StringBuilder();
		int inside = 0;
		for (int depth = 1; depth > 0;) {
			switch (reader.next()) {
				case XMLStreamConstants.START_ELEMENT -> {
					depth++;
					boolean paragraph = names.contains("p") && reader.getLocalName().equals("p");
					text.append((paragraph && !text.isEmpty()) ? " " : "");
					text.append((inside > 0 && reader.getLocalName().equals("s")) ? " " : "");
					boolean noted = reader.getLocalName().equals("annotation") || reader.getLocalName().equals("rPh");
					if (noted) {
						text(reader, Set.of());
						depth--;
					}
					else if (names.contains(reader.getLocalName()) || inside > 0) {
						inside++;
					}
				}
				case XMLStreamConstants.END_ELEMENT -> {
					depth--;
					inside = Math.max(0, inside - 1);
				}
				case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
					text.append((inside > 0) ? reader.getText() : "");
				default -> {
				}
			}
		}
		return text.toString();
	}

	private static String attribute(XMLStreamReader reader, String name) {
		for (int i = 0; i < reader.getAttributeCount(); i++) {
			if (reader.getAttributeLocalName(i).equals(name)) {
				return reader.getAttributeValue(i);
			}
		}
		return "";
	}

	private static int number(XMLStreamReader reader, String name) {
		String text = attribute(reader, name);
		return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
	}

	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_COALESCING, true);
		return factory;
	}

	/**
	 * Reads one element, and stops no later than at its end.
	 */
	@FunctionalInterface
	private interface ElementReader {

		void read(XMLStreamReader reader, String element) throws XMLStreamException;

	}

	/**
	 * A sheet while it is written as CSV, of which as much is kept as an upload may have.
	 */
	private static final class Table {

		private final StringWriter text = new StringWriter();

		private int rows;

		void add(List<String> row) {
			WorkLimit.check();
			if (row.stream().allMatch(String::isBlank)) {
				return;
			}
			this.rows++;
			try {
				CSVFormat.RFC4180.print(this.text).printRecord(row);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			if (this.text.getBuffer().length() > MAX_PART) {
				throw new UnreadableFileException(FileProblem.TOO_LARGE);
			}
			if (this.rows > TextFile.MAX_LINES) {
				throw new UnreadableFileException(FileProblem.TOO_MANY_LINES);
			}
		}

		Optional<Upload> upload(String name, int number) {
			if (this.rows == 0) {
				return Optional.empty();
			}
			String file = name.replaceFirst("\\.[A-Za-z]{3,4}$", "") + ((number > 0) ? "-" + (number + 1) : "")
					+ ".csv";
			return Optional.of(new Upload(file, this.text.toString().getBytes(StandardCharsets.UTF_8)));
		}

	}

}
