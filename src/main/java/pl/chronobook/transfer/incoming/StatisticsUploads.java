package pl.chronobook.transfer.incoming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.transfer.DeviceStatistics;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.file.WorkLimit;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.incoming.HistoryStore.FileBooks;
import pl.chronobook.transfer.recognition.HistoryFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

@Component
class StatisticsUploads implements DeviceStatistics {

	private static final String NAME = "statistics.sqlite3";

	private final HistoryFiles files;

	private final HistoryStore store;

	private final Imports imports;

	private final ParsingTurns turns;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StatisticsUploads(HistoryFiles files, HistoryStore store, Imports imports, ParsingTurns turns,
			ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
		this.files = files;
		this.store = store;
		this.imports = imports;
		this.turns = turns;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Override
	public Reception receive(ReaderId reader, Path file) {
		try (Scratch scratch = new Scratch()) {
			Optional<Choices> confirmed = this.imports.choicesForDevices(reader);
			List<Upload> uploads = List.of(new Upload(NAME, file));
			boolean isNew = this.turns.inTurn(reader,
					() -> WorkLimit.within(ParsingTurns.READING_TIME, () -> hasNews(reader,
							this.files.check(uploads, scratch), confirmed.orElseGet(() -> Choices.of(null)))));
			return isNew ? store(reader, uploads, scratch, confirmed) : Reception.NOTHING_NEW;
		}
		catch (UnreadableFileException ex) {
			return (ex.problem() == FileProblem.NO_HISTORY) ? Reception.NOTHING_NEW : Reception.UNREADABLE;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public Optional<ImportId> waiting(ReaderId reader) {
		return this.imports.waitingOfDevice(reader);
	}

	private boolean hasNews(ReaderId reader, List<Upload> checked, Choices choices) {
		RecognisedFiles opened = this.files.open(checked.stream().map(upload -> new StoredFile(upload, null)).toList());
		ParseContext reading = this.store.parseContext(reader, choices, opened);
		List<FileBooks> books = opened.histories()
			.stream()
			.map(history -> new FileBooks(history.read(reading).books(), history.isOwn()))
			.toList();
		return this.store.preview(reader, books).outcome().isChange();
	}

	private Reception store(ReaderId reader, List<Upload> uploads, Scratch scratch, Optional<Choices> confirmed) {
		return this.transaction.execute(status -> {
			Optional<ImportId> stored = this.imports.addFromDevice(reader, uploads, scratch, this.clock.instant(),
					confirmed.isPresent());
			if (stored.isPresent() && confirmed.isPresent()) {
				this.imports.markConfirmed(stored.get(), confirmed.get());
				this.events.publishEvent(new ImportConfirmed(stored.get()));
				return Reception.CONFIRMED;
			}
			return Reception.WAITS;
		});
	}

}
