package pl.chronobook.transfer.file;

import java.nio.charset.StandardCharsets;

/**
 * Tables as tests write them.
 */
public final class Tables {

	private Tables() {
	}

	public static CsvTable of(String text) {
		return CsvTable.of(TextFile.of(new Upload("tabela.csv", text.getBytes(StandardCharsets.UTF_8))));
	}

}
