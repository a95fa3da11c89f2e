package pl.chronobook.transfer.domain;

import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;

import pl.chronobook.transfer.domain.DecodedText.Encoding;
import pl.chronobook.transfer.domain.History.Note;

/**
 * Finds out what an uploaded file is.
 */
@Component
class HistoryFiles {

	private final List<HistoryFormat> formats;

	HistoryFiles(List<HistoryFormat> formats) {
		this.formats = List.copyOf(formats);
	}

	/**
	 * Recognises a file.
	 * @throws UnreadableFileException if it cannot be imported
	 */
	HistoryFile open(DecodedText text) {
		CsvTable table = CsvTable.of(text.text());
		HistoryFormat format = formatOf(table);
		if (!table.hasRows()) {
			throw new UnreadableFileException(FileProblem.HEADER_ONLY);
		}
		return new HistoryFile(text.encoding(), table, format);
	}

	private HistoryFormat formatOf(CsvTable table) {
		HistoryFormat closest = this.formats.stream()
			.min(Comparator.comparingInt(format -> table.missing(format.columns()).size()))
			.orElseThrow();
		List<String> missing = table.missing(closest.columns());
		if (missing.size() * 2 > closest.columns().size()) {
			throw new UnreadableFileException(FileProblem.UNKNOWN);
		}
		if (!missing.isEmpty()) {
			throw new UnreadableFileException(FileProblem.MISSING_COLUMNS, String.join(", ", missing));
		}
		return closest;
	}

	/**
	 * A file that has been recognised.
	 */
	record HistoryFile(Encoding encoding, CsvTable table, HistoryFormat format) {

		History read(HistoryFormat.Reading reading) {
			History history = this.format.read(this.table, reading);
			return switch (this.encoding) {
				case UTF_8, UTF_16 -> history;
				case DAMAGED_UTF_8 -> history.with(Note.DAMAGED_UTF_8);
				case WINDOWS_1250 -> history.with(Note.WINDOWS_1250);
			};
		}

	}

}
