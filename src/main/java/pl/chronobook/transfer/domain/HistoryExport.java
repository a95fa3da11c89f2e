package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.util.List;

import org.springframework.stereotype.Service;

import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;

/**
 * Carries a reader's history out.
 */
@Service
public class HistoryExport {

	private final ReadingArchive archive;

	private final Catalog catalog;

	HistoryExport(ReadingArchive archive, Catalog catalog) {
		this.archive = archive;
		this.catalog = catalog;
	}

	/**
	 * Writes everything the reader has as ChronoBook's own CSV.
	 */
	public void write(ReaderId reader, Appendable out) throws IOException {
		List<ArchivedBook> list = this.archive.export(reader);
		ChronoBookCsv.write(list, this.catalog.find(reader, list.stream().map(ArchivedBook::book).toList()), out);
	}

}
