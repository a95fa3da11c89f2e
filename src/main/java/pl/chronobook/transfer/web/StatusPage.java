package pl.chronobook.transfer.web;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.MessageSourceAccessor;

import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.ImportState;
import pl.chronobook.transfer.incoming.ImportStatus;

/**
 * The state of an import, prepared for its page.
 *
 * @param id the id of the import
 * @param files the names of its files
 * @param state its state
 * @param uploadedAt the moment of the upload
 * @param done the number of stored books
 * @param total the number of all books; null while the files are being read
 * @param summary the additions; null before they are known
 * @param rejected the number of rejected rows
 * @param more whether settings, plans or the like were added, too
 */
record StatusPage(UUID id, String files, ImportState state, Instant uploadedAt, int done, @Nullable Integer total,
		@Nullable String summary, int rejected, boolean more) {

	static StatusPage of(ImportStatus status, MessageSourceAccessor messages) {
		Added added = status.added();
		return new StatusPage(status.id().value(), String.join(", ", status.files()), status.state(),
				status.uploadedAt(), status.done(), status.total(),
				(added != null) ? messages.getMessage("transfer.added",
						new Object[] { added.books(), added.readings(), added.sessions() }) : null,
				status.rejected(), status.more());
	}

}
