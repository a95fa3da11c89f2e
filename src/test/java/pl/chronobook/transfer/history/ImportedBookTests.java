package pl.chronobook.transfer.history;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Ids;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingStatus;

import static org.assertj.core.api.Assertions.assertThat;

class ImportedBookTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			# status, own length, known length, page read, length, page
			FINISHED,    ,    ,   0, 320, 320
			FINISHED,    , 680,   0, 680, 680
			FINISHED, 500, 680, 500, 500, 500
			READING,     ,    ,  90, 320,  90
			READING,     ,    , 400, 320, 320
			READING,     , 680, 400, 680, 400
			TBR,         , 680,   0, 680,   0
			""")
	void finishedBookOfAssumedLengthIsReadToItsEnd(ReadingStatus status, @Nullable Integer own, @Nullable Integer known,
			int read, int length, int page) {
		NewBook book = new NewBook("Lalka", "Bolesław Prus", (own != null) ? new PageCount(own) : null, null);
		ImportedBook imported = new ImportedBook(book, status, read, Instant.EPOCH, List.of(), List.of(), false, null,
				BookDetails.NONE, Opinion.NONE, new AssumedLength(new PageCount(320), "założona"));
		assertThat(imported.archivedAs(new BookId(Ids.next()), (known != null) ? new PageCount(known) : null))
			.returns(new PageCount(length), ArchivedBook::pageCount)
			.returns(page, ArchivedBook::currentPage);
	}

}
