package pl.chronobook.sync.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;

import pl.chronobook.sync.StatisticsUploaded;
import pl.chronobook.transfer.DeviceStatistics;
import pl.chronobook.transfer.DeviceStatistics.Reception;

/**
 * Passes uploaded statistics to the import. Idempotent: a version that was imported
 * before adds nothing, and one that was replaced meanwhile is skipped.
 */
@Component
class StatisticsListener {

	private final StatisticsFiles files;

	private final DeviceStatistics statistics;

	StatisticsListener(StatisticsFiles files, DeviceStatistics statistics) {
		this.files = files;
		this.statistics = statistics;
	}

	/** Holds no transaction, because reading the file waits for its turn. */
	@ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED)
	void on(StatisticsUploaded event) throws IOException {
		StatisticsFile file = this.files.find(event.reader(), event.folder())
			.filter(found -> found.etag().equals(event.etag()))
			.orElse(null);
		if (file == null) {
			return;
		}
		Path copy = Files.createTempFile("chronobook-statistics-", ".sqlite3");
		try {
			try (OutputStream out = Files.newOutputStream(copy)) {
				this.files.write(event.reader(), file, out);
			}
			if (this.statistics.receive(event.reader(), copy) == Reception.UNREADABLE) {
				this.files.markUnreadable(event.reader(), file);
			}
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

}
