package pl.chronobook.transfer.incoming;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.TestReaders;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.transfer.TransferTest;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.Upload;

import static org.assertj.core.api.Assertions.assertThat;

@TransferTest
class ForgottenImportsTests {

	@Autowired
	HistoryImport imports;

	@Autowired
	Imports table;

	@Autowired
	JdbcClient jdbc;

	@Test
	void unconfirmedFileIsDeletedAfterADay() {
		ReaderId forgetful = waiting(Duration.ofHours(25));
		ReaderId slow = waiting(Duration.ofHours(23));
		this.imports.discardForgotten();
		assertThat(this.imports.recent(forgetful)).isEmpty();
		assertThat(this.imports.recent(slow)).hasSize(1);
	}

	private ReaderId waiting(Duration age) {
		ReaderId reader = TestReaders.create(this.jdbc);
		this.table.replace(reader, List.of(new Upload("historia.csv", new byte[] { 'a' })), new Scratch(),
				Instant.now().minus(age));
		return reader;
	}

}
