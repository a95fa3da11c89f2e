package pl.chronobook.transfer.incoming;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;

/**
 * The progress of an import.
 *
 * @param id its id
 * @param files the names of its files
 * @param state its state
 * @param uploadedAt the moment of the upload
 * @param done the number of stored books
 * @param total the number of all books; null while the files are being read
 * @param added the additions; null before they are known
 * @param rejected the number of rows that were left out
 * @param more whether settings, plans or the like were added, too
 */
public record ImportStatus(ImportId id, List<String> files, ImportState state, Instant uploadedAt, int done,
		@Nullable Integer total, @Nullable Added added, int rejected, boolean more) {

}
