package pl.chronobook.transfer.incoming;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.transfer.HistoryImports;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportRefusedException;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.Choices;

/**
 * Implements the module's API of imports with {@link HistoryImport}: one file each,
 * without choices.
 */
@Service
class StoredHistoryImports implements HistoryImports {

	private final HistoryImport imports;

	StoredHistoryImports(HistoryImport imports) {
		this.imports = imports;
	}

	@Override
	public ImportReport upload(ReaderId reader, String fileName, long size, InputStreamSource content) {
		return translated(
				() -> report(reader, this.imports.upload(reader, List.of(new Upload(fileName, size, content)))));
	}

	@Override
	public List<ImportReport> recent(ReaderId reader) {
		return this.imports.recent(reader).stream().map(StoredHistoryImports::report).toList();
	}

	@Override
	public ImportReport report(ReaderId reader, ImportId id) {
		return report(this.imports.status(reader, id));
	}

	@Override
	public boolean confirm(ReaderId reader, ImportId id) {
		return translated(() -> this.imports.confirm(reader, id, Choices.of(null)));
	}

	private static <T> T translated(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (UnreadableFileException ex) {
			throw ImportRefusedException.unusable(ex.problem().name(), ex);
		}
		catch (ImportsBusyException ex) {
			throw ImportRefusedException.busy(ex);
		}
	}

	private static ImportReport report(ImportStatus status) {
		ReadingArchive.Added added = status.added();
		return new ImportReport(status.id(), status.files(), status.state(), status.uploadedAt(),
				(added != null) ? new Added(added.books(), added.readings(), added.sessions()) : null,
				status.rejected());
	}

}
