package pl.chronobook.transfer.web;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.MessageSourceAccessor;

import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.domain.ImportStatus;

/**
 * An import in the reader's words.
 *
 * @param id which import
 * @param files what its files are called
 * @param state the name of its state
 * @param uploadedAt when its files came
 * @param done how many books are stored
 * @param total of how many; null while the files are being read
 * @param summary what was added; null before
 * @param rejected how many rows were left out
 * @param more whether settings, plans or the like were added besides
 */
record StatusPage(UUID id, String files, String state, Instant uploadedAt, int done, @Nullable Integer total,
		@Nullable String summary, int rejected, boolean more) {

	static StatusPage of(ImportStatus status, MessageSourceAccessor messages) {
		Added added = status.added();
		return new StatusPage(status.id().value(), String.join(", ", status.files()), status.state().name(),
				status.uploadedAt(), status.done(), status.total(),
				(added != null) ? messages.getMessage("transfer.added",
						new Object[] { added.books(), added.readings(), added.sessions() }) : null,
				status.rejected(), status.more());
	}

}
