package pl.chronobook.transfer.recognition;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static pl.chronobook.transfer.recognition.Histories.books;
import static pl.chronobook.transfer.recognition.Histories.format;
import static pl.chronobook.transfer.recognition.Histories.read;

/**
 * Files with the columns that programs write by their own sources, and with the oddities
 * that their users report.
 */
class RealExportsTests {

	@Test
	void jeluListsAllDaysOfAReadingInOneCell() {
		String file = """
				Title,Author,ISBN,Publisher,Date Read,Shelves,Bookshelves,read_dates,tags,authors,isbn10,isbn13,owned,dropped_dates,currently_reading
				Lalka,Prus,,P,2026/11/10,currently-reading,x,,"a,b","Prus,Kowalski",,,,,2026/11/10
				Faraon,Prus,,P,2022/02/10,,,"2020/02/10,2021/02/10,2022/02/10",,Prus,,,true,,
				Anielka,Prus,,P,2023/02/10,,,,,Prus,,,true,2023/02/10,
				Kroniki,Prus,,P,,to-read,,,,Prus,,,,,
				Omyłka,Prus,,P,2024/02/10,,,2024/02/10,,Prus,,,,2020/01/01,2019/12/01
				Placówka,Prus,,P,2024/02/10,to-read,,2024/02/10,,Prus,,,,,
				""";
		assertThat(format(file)).isEqualTo("JELU_EXPORT");
		assertThat(books(file)).containsExactly("READING|Lalka|null|[2026-11-10..]",
				"FINISHED|Faraon|null|[..2020-02-10, ..2021-02-10, ..2022-02-10]",
				"ABANDONED|Anielka|null|[..2023-02-10 given up]", "TBR|Kroniki|null|[]",
				"FINISHED|Omyłka|null|[2019-12-01..2020-01-01 given up, ..2024-02-10]",
				"TBR|Placówka|null|[..2024-02-10]");
	}

	@Test
	void storyGraphDatesMayBePartialAndTheLastReadDateReplacesAnUnreadableList() {
		assertThat(books("""
				Title,Authors,ISBN/UID,Format,Read Status,Date Added,Last Date Read,Dates Read
				Lalka,Prus,,paperback,read,2024/01/10,2024/02/20,"2023/01/02-2023/01/10, 2024/02/12-2024/02/20"
				Faraon,Prus,,digital,read,2024/01/10,2024,2024-??
				Anielka,Prus,,digital,read,2024/01/10,,2024/05/??
				Placówka,Prus,,digital,read,2024/01/10,2024/01/03,2023/12-2024/01/03
				Kroniki,Prus,,digital,read,2024/01/10,2024/06/03,kiedyś
				Omyłka,Prus,,digital,owned,2024/01/10,,
				""")).containsExactly("FINISHED|Lalka|null|[2023-01-02..2023-01-10, 2024-02-12..2024-02-20]",
				"FINISHED|Faraon|null|[..2024-12-31 no evidence]", "FINISHED|Anielka|null|[..2024-05-31 no evidence]",
				"FINISHED|Placówka|null|[..2024-01-03]", "FINISHED|Kroniki|null|[..2024-06-03]", "TBR|Omyłka|null|[]");
	}

	@Test
	void bookWyrmKeepsAReadingThatWasGivenUpOnAShelfOfReadBooks() {
		History history = read(
				"""
						title,author_text,remote_id,isbn_10,isbn_13,pages,start_date,finish_date,stopped_date,rating,shelf,shelf_name,shelf_date
						Lalka,Prus,x,,,680,2001-06-01,,2001-07-10,5,read,Read,2024-08-10
						Faraon,Prus,x,,9780449017036,,2022-08-10,2022-10-10,,4,cooking-9,Cooking,2024-08-10
						""");
		assertThat(books(history)).containsExactly("FINISHED|Lalka|680|[2001-06-01..2001-07-10 given up]",
				"FINISHED|Faraon|null|[2022-08-10..2022-10-10]");
		assertThat(history.notes()).containsEntry(Note.FINISHED_WITHOUT_DATE, 1);
		assertThat(history.shelves()).containsOnlyKeys("cooking-9");
	}

	@Test
	void hardcoverHasReviewsInTwoNotationsAndAnOpinionOfItsOwn() {
		History history = read(
				"""
						Title,Author,Series,Status,Privacy,Hardcover Book ID,Hardcover Edition ID,ISBN 10,ISBN 13,ASIN,Media,Country Code,Language Code,Binding,Pages,Duration in Seconds,Publish Date,Publisher,Genres,Moods,Tags,Content Warnings,Lists,Date Added,Date Started,Date Finished,Rating,Review,Review Contains Spoilers,Sponsored Review,Review Date,Review URL,Review Media URL,Private Notes,Owned,Compilation,Review Slate
						"Lalka, powieść",Prus,,Read,Public,1,2,,9788300000012,,Book,pl,pl,,680,,1890-01-01,P,"[""Powieść"", ""Klasyka""]",,,,Owned,2024-01-02,2024-01-28,2024-02-15,4.5,"Dobra, ""bardzo""\",false,false,2024-02-16,,,Od Ewy,true,No,"{""document""=>{""object""=>""document""}}"
						Faraon,Prus,,Did Not Finish,Public,3,4,,,,Audiobook,pl,pl,Audible Audio,,36000,1897-01-01,P,,,,,,2024-01-02,2024-03-01,,,,false,false,,,,,false,No,
						Anielka,Prus,,Want to Read,Public,5,6,,,,Book,pl,pl,,200,,1885-01-01,P,,,,,,2024-01-02,,,,,false,false,,,,,false,No,
						""");
		assertThat(books(history)).containsExactly("FINISHED|Lalka, powieść|680|[2024-01-28..2024-02-15]",
				"ABANDONED|Faraon|null|[]", "TBR|Anielka|200|[]");
		assertThat(history.books()).first()
			.extracting(ImportedBook::opinion)
			.isEqualTo(new Opinion(9, "Dobra, \"bardzo\"\n\nOd Ewy"));
		assertThat(history.books()).extracting(book -> book.details().format())
			.containsExactly(null, BookDetails.Format.AUDIO, null);
		assertThat(history.rejected()).isEmpty();
	}

	@Test
	void libibListsAllMedia() {
		assertThat(
				books("""
						item_type,title,creators,first_name,last_name,collection,ean_isbn13,upc_isbn10,description,publisher,publish_date,group,tags,notes,price,length,number_of_discs,number_of_players,age_group,ensemble,aspect_ratio,esrb,rating,review,review_date,status,began,completed,added,copies
						book,Lalka,Bolesław Prus,Bolesław,Prus,Dom,9788300000012,,Opis,PIW,1890-01-01,,,,,680,,,,,,,4.5,,,Completed,2024-01-28,2024-02-15,2023-01-01,1
						movie,Film,X,,,Dom,,,,,2020-01-01,,,,,120,,,,,,,,,,Completed,,2024-02-01,2023-01-01,1
						book,Faraon,Bolesław Prus,Bolesław,Prus,Dom,,,,,1897-01-01,,,,,,,,,,,,0,,,Not Begun,,,2023-01-01,1
						"""))
			.containsExactly("FINISHED|Lalka|680|[2024-01-28..2024-02-15]", "TBR|Faraon|null|[]");
	}

	@Test
	void calibreCatalogueHasPathsAndNoStatus() {
		assertThat(
				books("""
						authors,author_sort,rating,library_name,timestamp,formats,size,isbn,identifiers,comments,title,cover,publisher,pubdate,id
						"Bolesław Prus","Prus, Bolesław","5","Książki","2021-01-19T22:41:16+01:00","epub","1433809","9788300000012","isbn:1","Opis","Lalka","/home/x/Lalka (864)/cover.jpg","PIW","2019-03-05T01:00:00+01:00","864"
						"""))
			.containsExactly("TBR|Lalka|null|[]");
	}

	@Test
	void bookCatalogueSaysOnlyWhetherABookWasRead() {
		assertThat(
				books("""
						"_id","author_details","title","isbn","date_published","bookshelf","read","pages","read_start","read_end","format"
						"1","Prus, Bolesław|","Lalka","9788300000012","1970","Default","1","680","2024-01-01","2024-01-20","Paperback"
						"2","Prus, Bolesław|","Faraon","","1970","Default","1","700","","","Paperback"
						"3","Prus, Bolesław|","Anielka","","1970","Default","0","200","","","Paperback"
						"""))
			.containsExactly("FINISHED|Lalka|680|[2024-01-01..2024-01-20]", "FINISHED|Faraon|700|[]",
					"TBR|Anielka|200|[]");
	}

	@ParameterizedTest
	@CsvSource({ "Started Date,Finished Date", "Data rozp.,Data zak.", "read_start,read_end",
			"Reading start,Reading end", "Kiedy zaczęłam,Kiedy skończyłam", "Date began reading,Date of completion" })
	void dateColumnsAreDistinguishedByAWordOfTheirName(String start, String end) {
		assertThat(books("Book Title,Author,Release Date,%s,%s\nLalka,Prus,2019-01-01,2024-01-01,2024-01-20\n"
			.formatted(start, end))).containsExactly("FINISHED|Lalka|null|[2024-01-01..2024-01-20]");
	}

	@Test
	void hoursOfAnAudiobookAreNotPages() {
		History history = read("""
				Title,Author,Length,Release Date,Purchase Date,Status
				Lalka,Prus,"32 hrs and 10 mins",2019-01-01,2023-01-01,Finished
				Faraon,Prus,"12 godz. 3 min",2019-01-02,2023-01-01,3h 20m left
				Anielka,Prus,12:03:00,2019-01-03,2023-01-01,Not started
				""");
		assertThat(books(history)).containsExactly("FINISHED|Lalka|null|[]", "READING|Faraon|null|[]",
				"TBR|Anielka|null|[]");
		assertThat(history.oddities()).isEmpty();
	}

	@Test
	void percentageGivesTheStatusIfNoColumnDoes() {
		assertThat(books("""
				Tytuł;Autor;Format;Data dodania;Postęp;Ostatnio czytana
				Lalka;Prus;ebook;2024-01-02;100%;2024-02-03
				Faraon;Prus;ebook;2024-01-02;45%;2026-11-03
				Anielka;Prus;audiobook;2024-01-02;0%;
				""")).containsExactly("FINISHED|Lalka|null|[]", "READING|Faraon|null|[]", "TBR|Anielka|null|[]");
	}

	@Test
	void lastPageOfAFinishedBookIsItsLengthAndChaptersAreNone() {
		assertThat(books("Date, Title, Page\n2019/04/12,Lalka,680\n2019/04/06,Faraon,700\n"))
			.containsExactly("FINISHED|Lalka|680|[..2019-04-12]", "FINISHED|Faraon|700|[..2019-04-06]");
		assertThat(books("""
				"media_id","source","media_type","title","progress","status","start_date","end_date"
				"1","mal","manga","Berserk","364","Completed","2024-02-01","2024-02-20"
				""")).containsExactly("FINISHED|Berserk|null|[2024-02-01..2024-02-20]");
	}

	@ParameterizedTest
	@CsvSource({ "2024-przeczytane,FINISHED", "read-2023,FINISHED", "przeczytane w 2022,FINISHED", "to-read 2025,TBR",
			"2021,TBR" })
	void yearDoesNotHideWhatAShelfMeans(String shelf, String status) {
		assertThat(books("Title,Author,Exclusive Shelf\nLalka,Prus,%s\n".formatted(shelf)))
			.containsExactly(status + "|Lalka|null|[]");
	}

	@ParameterizedTest
	@CsvSource({ "Your library", "Posiadam", "owned", "unknown" })
	void shelfUnrelatedToReadingIsNotAskedAbout(String shelf) {
		assertThat(read("Title,Author,Exclusive Shelf\nLalka,Prus,%s\n".formatted(shelf)).shelves()).isEmpty();
	}

	@Test
	void listIsReadHoweverPeopleWriteIt() {
		assertThat(read("""
				# Do przeczytania

				- Lalka
				2. Ogniem i mieczem
				[x] "Quo vadis"
				1984
				Rok 1984.
				Co dalej, szary człowieku?
				""").books()).extracting(book -> book.book().title())
			.containsExactly("Lalka", "Ogniem i mieczem", "Quo vadis", "1984", "Rok 1984.",
					"Co dalej, szary człowieku?");
		assertThat(read("Bolesław Prus - Lalka\nBolesław Prus - Faraon\nFrank Herbert - Diuna\n").books())
			.extracting(ImportedBook::book)
			.extracting(book -> book.title() + "|" + book.author())
			.containsExactly("Lalka|Bolesław Prus", "Faraon|Bolesław Prus", "Diuna|Frank Herbert");
	}

	@Test
	void previewAsksAboutAtMostFiftyShelves() {
		StringBuilder file = new StringBuilder("Title,Author,Exclusive Shelf\n");
		for (int i = 0; i < 60; i++) {
			file.append("Tytuł %d,Prus,półka nr %d\n".formatted(i, i + 100));
		}
		History history = read(file.toString());
		assertThat(history.books()).hasSize(60);
		assertThat(history.shelves()).hasSize(50);
		assertThat(history.notes()).containsEntry(Note.OTHER_SHELVES, 10);
	}

	@Test
	void unreadableLengthCostsNoSession() {
		History history = read("""
				reader,book,start,end,pages,book_pages
				r1,b1,2026-01-01T21:00,2026-01-01T22:00,10,300 stron
				r1,b2,2026-01-02T21:00,2026-01-02T22:00,10,dużo
				""");
		assertThat(history.books()).extracting(book -> book.sessions().size()).containsExactly(1, 1);
		assertThat(history.oddities()).containsEntry(Oddity.UNREADABLE_LENGTH, List.of(3));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			DOCUMENT       | %PDF-1.7
			DOCUMENT       | {\\rtf1\\ansi Lalka}
			HEADER_ONLY    | Title,Author
			WITHOUT_TITLES | Work Id,Edition Id,Bookshelf~OL1W,,Want to Read
			CLIPPINGS      | Lalka (Prus)~- Your Highlight on page 12, Added on Monday~
			CLIPPINGS      | Lalka (Prus)~- Twoje wyróżnienie na stronie 12~==========
			""")
	void unsupportedFilesAreRefusedWithASpecificReason(FileProblem problem, String file) {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> read(file.replace("\\\\", "\\").replace('~', '\n') + "\n"))
			.matches(ex -> ex.problem() == problem);
	}

}
