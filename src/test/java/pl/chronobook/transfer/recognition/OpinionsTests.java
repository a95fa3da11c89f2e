package pl.chronobook.transfer.recognition;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;
import static pl.chronobook.transfer.recognition.Histories.format;
import static pl.chronobook.transfer.recognition.Histories.read;

/**
 * Ratings, reviews and notes in the exports of other programs and in tables that people
 * keep themselves.
 */
class OpinionsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					BOOKWYRM | title,author_text,start_date,finish_date,stopped_date,rating,review_name,review_cw,review_content,review_published,shelf,shelf_name,shelf_date~Lalka,Prus,,2024-02-03,,4.5,O Lalce,,"<p>Raz</p><p>dwa</p>",2024-02-04,read,Read,2024-02-03 | 9 | O Lalce~~Raz~dwa
					OPENREADS | title,author,description,status,rating,pages,olid,my_review,notes,readings~Lalka,Prus,Opis wydawcy,finished,3.5,300,,Recenzja,Pożyczona, | 7 | Recenzja~~Pożyczona
					OPEN_LIBRARY | Work ID,Title,Authors,Bookshelf,My Ratings,Ratings Average,Ratings Count~OL1W,Lalka,Prus,Already Read,5,4.2,900 | 10 |
					LIBIB | title,creators,ean_isbn13,notes,rating,review,review_date,status,description~Lalka,Prus,9780441478125,Notka,4,Recenzja,2024-01-01,Completed,Opis | 8 | Recenzja~~Notka
					HARDCOVER | Title,Author,Status,ISBN 13,Date Started,Date Finished,Rating,Review,Private Notes~Lalka,Prus,Read,9780441478125,,2024-02-03,4.25,Recenzja,N/A | 9 | Recenzja
					LIBRARYTHING | Title	Primary Author	Media	Rating	Review	Private Comment	Summary~Lalka	Prus	Paperback	3.5	Raz[Return]dwa	Od Ewy	Opis | 7 | Raz~dwa~~Od Ewy
					YAMTRACK | title,media_id,media_type,status,score,notes~Lalka,1,book,Completed,4.0,Krótka | 4 | Krótka
					LUBIMYCZYTAC | Title,Author,ISBN,My Rating,Average Rating,Date Read,Shelves~Lalka,Prus,,8,7.1,2024-02-03,Przeczytane | 8 |
					GOODREADS_DATA | [{"book":"Lalka","author":"Prus","read_status":"read","rating":4,"review":"(not provided)","notes":"Od Ewy"}] | 8 | Od Ewy
					LIBRARYTHING_JSON | {"1":{"title":"Lalka","primaryauthor":"Prus","rating":4.5,"review":"Recenzja","privatecomment":"Od Ewy"}} | 9 | Recenzja~~Od Ewy
					MAPPED | "authors","rating","comments","title","#my_rating","isbn"~"Prus","5","Opis wydawcy","Lalka","3","9788300000012" | 6 |
					MAPPED | ID;Tytuł;Autor;Średnia ocena;Liczba ocen;Opinie;Ocena użytkownika~1;Lalka;Prus;7,2;1200;340;9 | 9 |
					""")
	void ratingsAndTextsOfEachProgramAreRead(String format, String file, Integer halfStars, String note) {
		String content = file.replace("\\t", "\t").replace('~', '\n') + "\n";
		assertThat(format(content)).isEqualTo(format);
		History history = read(content);
		assertThat(history.books()).extracting(ImportedBook::opinion)
			.containsExactly(new Opinion(halfStars, (note != null) ? note.replace('~', '\n') : ""));
		assertThat(history.rejected()).isEmpty();
		assertThat(history.oddities()).doesNotContainKey(Oddity.UNREADABLE_RATING);
	}

	@Test
	void tableWithAScaleOfTenIsNotReadAsFive() {
		History history = read("""
				Tytuł;Autor;Ocena;Recenzja
				Lalka;Prus;10;
				Faraon;Prus;"8,5";"Piramidy
				i kapłani"
				Anielka;Prus;4/5;
				Placówka;Prus;★★★★;
				Omyłka;Prus;N/A;
				Kroniki;Prus;;
				Emancypantki;Prus;znakomita;"<b>Tak</b> &amp; nie"
				""");
		assertThat(history.books()).extracting(ImportedBook::opinion)
			.containsExactly(new Opinion(10, ""), new Opinion(9, "Piramidy\ni kapłani"), new Opinion(8, ""),
					new Opinion(4, ""), Opinion.NONE, Opinion.NONE, new Opinion(null, "Tak & nie"));
		assertThat(history.notes()).containsEntry(Note.RATED_UP_TO_10, 4);
		assertThat(history.oddities()).isEqualTo(Map.of(Oddity.UNREADABLE_RATING, List.of(9)));
		assertThat(history.rejected()).isEmpty();
	}

	@Test
	void scaleOfAKnownProgramIsNotGuessed() {
		History history = read("""
				Title,Author,Status,ISBN 13,Date Started,Date Finished,Rating
				Lalka,Prus,Read,,,2024-02-03,5
				Faraon,Prus,Read,,,2024-02-03,8
				""");
		assertThat(history.books()).extracting(ImportedBook::opinion)
			.containsExactly(new Opinion(10, ""), Opinion.NONE);
		assertThat(history.oddities()).containsEntry(Oddity.UNREADABLE_RATING, List.of(3));
	}

	@Test
	void unreadableRatingsOfGoodreadsAreReported() {
		History history = read("""
				Title,Author,My Rating,Exclusive Shelf
				Lalka,Prus,4,read
				Faraon,Prus,0,read
				Anielka,Prus,#NAME?,read
				""");
		assertThat(history.books()).extracting(ImportedBook::opinion)
			.containsExactly(new Opinion(8, ""), Opinion.NONE, Opinion.NONE);
		assertThat(history.oddities()).isEqualTo(Map.of(Oddity.UNREADABLE_RATING, List.of(4)));
	}

	@Test
	void rowsOfOneBookCompleteItsOpinion() {
		assertThat(read("""
				Tytuł,Autor,Data przeczytania,Ocena,Opinia
				Lalka,Prus,2020-02-03,4,
				Lalka,Prus,2024-02-03,5,Za drugim razem lepsza
				""").books()).extracting(ImportedBook::opinion)
			.containsExactly(new Opinion(8, "Za drugim razem lepsza"));
	}

	@Test
	void reviewInJsonMayBeAsLongAsANote() {
		String review = "<b>ż</b>".repeat(Opinion.LONGEST_NOTE / 4);
		assertThat(read("[{\"title\":\"Lalka\",\"author\":\"Prus\",\"review\":\"%s\"}]".formatted(review)).books())
			.extracting(book -> book.opinion().note())
			.containsExactly("ż".repeat(Opinion.LONGEST_NOTE / 4));
	}

}
