package pl.chronobook.transfer.recognition;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static pl.chronobook.transfer.recognition.Histories.books;
import static pl.chronobook.transfer.recognition.Histories.format;
import static pl.chronobook.transfer.recognition.Histories.read;

/**
 * Imports spreadsheets of Excel and LibreOffice.
 */
class SpreadsheetTests {

	private static final String SHARED = """
			<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Tytuł</t></si>
			<si><r><t>Lal</t></r><r><t>ka</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>""";

	private static final String STYLES = """
			<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
			<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="0 &quot;dm&quot;"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>""";

	@Test
	void cellsOfExcelAreReadByTheirTypesAndFormats() {
		byte[] file = excel(
				"""
						<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Autor</t></is></c>
						<c r="C1" t="str"><v>Początek</v></c><c r="D1" t="inlineStr"><is><t>Koniec</t></is></c>
						<c r="E1" t="inlineStr"><is><t>Strony</t></is></c><c r="F1" t="inlineStr"><is><t>Postęp</t></is></c></row>
						<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="inlineStr"><is><t>Prus</t></is></c>
						<c r="C3" s="1"><v>46054</v></c><c r="D3" s="2"><f>C3+19</f><v>46073.5</v></c><c r="E3" s="4"><v>6.8E2</v></c></row>
						<row r="4"><c r="A4" t="inlineStr"><is><t>Faraon</t></is></c><c r="D4" t="e"><v>#N/A</v></c>
						<c r="E4"><v>200</v></c><c r="F4" s="3"><v>0.45</v></c></row>""");
		assertThat(books(read(file))).containsExactly("FINISHED|Lalka|680|[2026-02-01..2026-02-20]",
				"READING|Faraon|200|[] at 90");
	}

	@Test
	void sheetsOfLibreOfficeAreReadWithTheirRepeatedCells() {
		assertThat(books(read(
				open("""
						<table:table table:name="Uwagi"><table:table-row table:number-rows-repeated="1048576">
						<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
						<table:table table:name="2026"><table:table-row><table:table-cell office:value-type="string"><text:p>Tytuł</text:p></table:table-cell>
						<table:table-cell/><table:table-cell office:value-type="string"><text:p>Koniec</text:p></table:table-cell>
						<table:table-cell office:value-type="string"><text:p>Strony</text:p></table:table-cell></table:table-row>
						<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>dymek</text:p></office:annotation><text:p>Lalka</text:p></table:table-cell>
						<table:table-cell table:number-columns-repeated="1"/>
						<table:table-cell office:value-type="date" office:date-value="2026-02-20"><text:p>20.02.26</text:p></table:table-cell>
						<table:table-cell office:value-type="float" office:value="680"><text:p>680,00</text:p></table:table-cell>
						<table:table-cell table:number-columns-repeated="16380"/></table:table-row></table:table>"""))))
			.containsExactly("FINISHED|Lalka|680|[..2026-02-20]");
	}

	@Test
	void bookmoryWritesAllReadingsBesideEachOther() {
		String groups = row("Informacje o książce", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
				"Dziennik czytania 1", "", "", "", "Dziennik czytania 2");
		String header = row("Nazwa", "Osoba", "a", "b", "c", "Wydawca", "Data", "Język", "ISBN", "d", "Rozmiar", "Tagi",
				"Kolekcje", "Lista", "Etap", "Okres", "Gwiazdki", "Komentarz", "e", "Okres");
		byte[] file = excel(groups + header
				+ row("Lalka", "Prus", "", "", "", "PIW", "", "", "9788300000012", "", "p. 680", "", "", "Nie",
						"Przeczytane!", "08/08/2025~12/09/2025", "5", "", "", "03/12/2025~20/12/2025")
				+ row("Faraon", "Prus", "", "", "", "", "", "", "", "", "700", "", "", "", "Czytam", "01/11/2026~")
				+ row("Anielka", "Prus", "", "", "", "", "", "", "", "", "", "", "", "", "Porzucone",
						"01/03/2026~09/03/2026"));
		assertThat(format(file)).isEqualTo("BOOKMORY");
		assertThat(books(read(file))).containsExactly(
				"FINISHED|Lalka|680|[2025-08-08..2025-09-12, 2025-12-03..2025-12-20]",
				"READING|Faraon|700|[2026-11-01..]", "ABANDONED|Anielka|null|[2026-03-01..2026-03-09 given up]");
	}

	@Test
	void hostileSheetsAreRefusedOrBounded() {
		refused(excelParts(
				"<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><worksheet><row><c t=\"str\"><v>&d;</v></c></row></worksheet>"),
				FileProblem.ZIP_DAMAGED);
		refused(excelParts("<worksheet><row><c><v>1</v></c>"), FileProblem.ZIP_DAMAGED);
		refused(excelParts("<worksheet/>"), FileProblem.EMPTY);
		assertThat(books(read(excel(row("Tytuł", "Strony")
				+ "<row><c r=\"A2\" t=\"str\"><v>Lalka</v></c><c r=\"B2\"><v>1e999999999</v></c><c r=\"ZZZZ2\" t=\"s\"><v>99</v></c></row>"))))
			.containsExactly("TBR|Lalka|null|[]");
	}

	@ParameterizedTest
	@CsvSource({ "SPREADSHEET,Index/Document.iwa", "SPREADSHEET,xl/workbook.bin", "DOCUMENT,word/document.xml",
			"DOCUMENT,META-INF/container.xml", "ZIP_WITHOUT_HISTORY,a.jpg" })
	void otherDocumentsAreRefusedWithASpecificReason(FileProblem problem, String part) {
		refused(HistoryFile.zip(Map.of(part, HistoryFile.bytes("<a/>"))), problem);
	}

	private static void refused(byte[] file, FileProblem problem) {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> read(new Upload("a.xlsx", file)))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(problem));
	}

	private static String row(String... cells) {
		StringBuilder row = new StringBuilder("<row>");
		for (String cell : cells) {
			row.append("<c t=\"str\"><v>").append(cell).append("</v></c>");
		}
		return row.append("</row>").toString();
	}

	private static byte[] excel(String rows) {
		return excelParts("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
				+ rows + "</sheetData></worksheet>");
	}

	private static byte[] excelParts(String sheet) {
		Map<String, byte[]> parts = new LinkedHashMap<>();
		parts.put("[Content_Types].xml", HistoryFile.bytes("<Types/>"));
		parts.put("xl/workbook.xml", HistoryFile.bytes(
				"<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"Ukryty\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"Arkusz\" r:id=\"rId1\"/></sheets></workbook>"));
		parts.put("xl/_rels/workbook.xml.rels", HistoryFile
			.bytes("<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
		parts.put("xl/sharedStrings.xml", HistoryFile.bytes(SHARED));
		parts.put("xl/styles.xml", HistoryFile.bytes(STYLES));
		parts.put("xl/worksheets/sheet1.xml", HistoryFile.bytes(sheet));
		return HistoryFile.zip(parts);
	}

	private static byte[] open(String tables) {
		Map<String, byte[]> parts = new LinkedHashMap<>();
		parts.put("mimetype", HistoryFile.bytes("application/vnd.oasis.opendocument.spreadsheet"));
		parts.put("content.xml", HistoryFile.bytes("""
				<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x">
				<office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>"""
			.formatted(tables)));
		return HistoryFile.zip(parts);
	}

}
