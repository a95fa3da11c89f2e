package pl.chronobook.transfer.domain;

import java.nio.charset.StandardCharsets;

/**
 * Tables as tests write them.
 */
final class Tables {

	private Tables() {
	}

	static CsvTable of(String text) {
		return CsvTable.of(TextFile.of(new Upload("tabela.csv", text.getBytes(StandardCharsets.UTF_8))));
	}

}
