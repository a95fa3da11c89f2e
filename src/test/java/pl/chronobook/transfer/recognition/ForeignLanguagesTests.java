package pl.chronobook.transfer.recognition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static pl.chronobook.transfer.recognition.Histories.books;
import static pl.chronobook.transfer.recognition.Histories.read;

/**
 * Tables whose headers, statuses and dates are in another language, and other shapes in
 * which strangers' files come.
 */
class ForeignLanguagesTests {

	@ParameterizedTest
	@ValueSource(strings = { """
			Buchtitel;Autor;Seitenzahl;Lesestatus;Begonnen am;Gelesen am;Erschienen;Meine Bewertung
			Lalka;Prus;300;gelesen;1. März 2024;12.03.2024;1890;4
			Faraon;Prus;250;lese gerade;5.11.2026;;1897;
			Anielka;Prus;200;möchte ich lesen;;;1885;
			Omyłka;Prus;100;abgebrochen;;;1884;
			""", """
			Titre,Auteur,Nombre de pages,Statut,Date de début,Date de fin,Date de parution,Ma note
			Lalka,Prus,300,Lu,1 mars 2024,12 mars 2024,1890,"4,0"
			Faraon,Prus,250,En cours,05/11/2026,,1897,
			Anielka,Prus,200,À lire,,,1885,
			Omyłka,Prus,100,Abandonné,,,1884,
			""", """
			Název;Autor;Počet stran;Stav;Začátek čtení;Datum přečtení;Rok vydání;Hodnocení
			Lalka;Prus;300;přečteno;1. 3. 2024;12. března 2024;1890;80 %
			Faraon;Prus;250;právě čtu;5. 11. 2026;;1897;
			Anielka;Prus;200;chci číst;;;1885;
			Omyłka;Prus;100;nedočteno;;;1884;
			""", """
			Título\tAutor\tNúmero de páginas\tEstado\tFecha de inicio\tFecha de lectura\tAño de publicación\tPuntuación
			Lalka\tPrus\t300\tLeído\t1 de marzo de 2024\t12/03/2024\t1890\t4/5
			Faraon\tPrus\t250\tLeyendo\t05/11/2026\t\t1897\t
			Anielka\tPrus\t200\tPendiente\t\t\t1885\t
			Omyłka\tPrus\t100\tAbandonado\t\t\t1884\t
			""", """
			Назва;Автор;Кількість сторінок;Статус;Дата початку;Дата прочитання;Рік видання;Оцінка
			Lalka;Prus;300;прочитано;01.03.2024;12 березня 2024;1890;★★★★
			Faraon;Prus;250;читаю;05.11.2026;;1897;
			Anielka;Prus;200;хочу прочитати;;;1885;
			Omyłka;Prus;100;покинуто;;;1884;
			""" })
	void tablesInOtherLanguagesAreUnderstood(String file) {
		assertThat(books(file)).containsExactly("FINISHED|Lalka|300|[2024-03-01..2024-03-12]",
				"READING|Faraon|250|[2026-11-05..]", "TBR|Anielka|200|[]", "ABANDONED|Omyłka|100|[]");
		assertThat(read(file).books()).first().extracting(ImportedBook::opinion).isEqualTo(new Opinion(8, ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[{\"Title\":\"Lalka\",\"Author\":\"Prus\",\"Pages\":300,\"Status\":\"Read\"}]",
			"[{\"bookTitle\":\"Lalka\",\"author\":\"Prus\",\"pageCount\":300,\"readStatus\":\"read\"}]",
			"{\"ksiazki\":[{\"tytuł\":\"Lalka\",\"autor\":\"Prus\",\"strony\":300,\"status\":\"przeczytane\"}]}",
			"[{\"book\":{\"title\":\"Lalka\",\"authors\":[{\"name\":\"Prus\"}],\"pages\":300},\"status\":\"read\"}]" })
	void jsonMayNameItsFieldsAsItLikes(String file) {
		assertThat(books(file)).containsExactly("FINISHED|Lalka|300|[]");
	}

	@Test
	void quotedDelimitersOfTheHeaderDoNotCount() {
		assertThat(books("\"Tytuł\";\"Autor\";\"Uwagi, cytaty, pomysły, inne\"\nLalka;Prus;x\n"))
			.containsExactly("TBR|Lalka|null|[]");
	}

	@Test
	void lineAboveTheHeaderMayGroupItsColumns() {
		assertThat(books("Książka,,Czytanie,\nTytuł,Autor,Start,Koniec\nLalka,Prus,2024-01-01,2024-02-01\n"))
			.containsExactly("FINISHED|Lalka|null|[2024-01-01..2024-02-01]");
	}

	@ParameterizedTest
	@CsvSource({ "\uFEFFTitle,Lalka", "Title,\u200BLalka\u200F", "\u00a0Title\u00a0,\u00a0Lalka\u00a0" })
	void invisibleCharactersAreNoPartOfNamesAndTitles(String header, String title) {
		assertThat(books("%s,Author,Status\n%s,Prus,read\n".formatted(header, title)))
			.containsExactly("FINISHED|Lalka|null|[]");
	}

	@Test
	void titleOfBlanksAloneIsNone() {
		assertThat(books("""
				ASIN,start_time,end_time,product_name,total_reading_milliseconds,reading_marketplace
				B01,2026-01-01T10:00:00Z,2026-01-01T11:00:00Z,\u00a0\u200b,3600000,x
				""")).singleElement().asString().contains("Książka z Kindle B01");
	}

	@Test
	void archiveMayHoldNothingButAList() {
		assertThat(read(zip(Map.of("lista.txt", "- Lalka\n- Faraon\n- Anielka\n"))).getFirst().books())
			.extracting(book -> book.book().title())
			.containsExactly("Lalka", "Faraon", "Anielka");
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> read(zip(Map.of("lista.txt", "- Lalka\n- Faraon\n", "b.txt", "Zdjęcia z wakacji\nKot"))))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.ZIP_WITHOUT_HISTORY));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "☐ Lalka\n☐ Faraon\n", "• Lalka\n• Faraon\n", "> Lalka\n> Faraon\n", "📚 Lalka\n📚 Faraon\n" })
	void bulletsOfAListAreNoPartOfItsTitles(String file) {
		assertThat(read(file).books()).extracting(book -> book.book().title()).isEqualTo(List.of("Lalka", "Faraon"));
	}

	private static Upload zip(Map<String, String> files) {
		Map<String, byte[]> content = new HashMap<>();
		files.forEach((name, text) -> content.put(name, HistoryFile.bytes(text)));
		return new Upload("a.zip", HistoryFile.zip(content));
	}

}
