package pl.chronobook.training;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Traces each chunk of a slice, from the first reader trained to the last one stored,
 * with its error.
 */
class ChunkSpans implements ChunkListener<ReaderData, TrainedReader> {

	private final ObservationRegistry observations;

	/** Null between chunks, for example when the query for the next readers fails. */
	private Observation.@Nullable Scope scope;

	ChunkSpans(ObservationRegistry observations) {
		this.observations = observations;
	}

	@Override
	public void beforeChunk(Chunk<ReaderData> chunk) {
		this.scope = Observation.createNotStarted("chronobook.training.chunk", this.observations)
			.contextualName("chunk")
			.highCardinalityKeyValue("readers", Integer.toString(chunk.size()))
			.start()
			.openScope();
	}

	@Override
	public void afterChunk(Chunk<TrainedReader> chunk) {
		end(null);
	}

	@Override
	public void onChunkError(Exception exception, Chunk<TrainedReader> chunk) {
		end(exception);
	}

	private void end(@Nullable Exception exception) {
		Observation.Scope open = this.scope;
		if (open != null) {
			this.scope = null;
			open.close();
			Observation chunk = open.getCurrentObservation();
			if (exception != null) {
				chunk.error(exception);
			}
			chunk.stop();
		}
	}

}
