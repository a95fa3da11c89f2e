package pl.chronobook.training;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Defines the job that trains the readers whose list has changed since their last
 * training. Local threads share the readers by a hash of their ids. Progress is stored
 * with each chunk, so the run after a killed one trains only the remaining readers.
 */
@Configuration(proxyBeanMethods = false)
class TrainingJob {

	private static final String SLICE = "slice";

	private static final int READERS_AT_A_TIME = 5_000;

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	@ConfigurationPropertiesBinding
	static PartitionConverter partitionConverter() {
		return new PartitionConverter();
	}

	@Bean
	PrometheusMeterRegistry meters() {
		return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
	}

	@Bean
	Report report(PrometheusMeterRegistry meters) {
		return new Report(meters);
	}

	@Bean
	ReaderDataStore readers(DataSource dataSource) {
		return new ReaderDataStore(dataSource);
	}

	@Bean
	Populations populations(JdbcClient jdbc, ReaderDataStore readers) {
		return new Populations(jdbc, readers);
	}

	@Bean
	Job training(JobRepository repository, Step slices) {
		return new JobBuilder("training", repository).start(slices).build();
	}

	@Bean
	Step slices(JobRepository repository, Step train, TrainingProperties properties) {
		return new StepBuilder("slices", repository).partitioner("train", slicer(properties))
			.step(train)
			.gridSize(properties.threads())
			.taskExecutor(threads())
			.build();
	}

	/** Propagates the trace of the run to the threads of its slices. */
	private static SimpleAsyncTaskExecutor threads() {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("training-");
		threads.setTaskDecorator(new ContextPropagatingTaskDecorator());
		return threads;
	}

	private static Partitioner slicer(TrainingProperties properties) {
		return threads -> {
			Map<String, ExecutionContext> slices = new HashMap<>();
			for (int i = 0; i < threads; i++) {
				Partition slice = properties.partition().slice(i, threads);
				slices.put(slice.toString(), new ExecutionContext(Map.of(SLICE, slice.toString())));
			}
			return slices;
		};
	}

	@Bean
	Step train(JobRepository repository, PlatformTransactionManager transactions, ReaderDataReader reader,
			TrainingProcessor processor, TrainedReaderWriter writer, ChunkSpans spans, TrainingProperties properties) {
		return new StepBuilder("train", repository).<ReaderData, TrainedReader>chunk(properties.chunkSize())
			.transactionManager(transactions)
			.reader(reader)
			.processor(processor)
			.writer(writer)
			.listener(spans)
			.build();
	}

	@Bean
	@StepScope
	ChunkSpans chunkSpans(ObservationRegistry observations) {
		return new ChunkSpans(observations);
	}

	/**
	 * Suppresses Spring Batch's spans of single readers, of which there would be two for
	 * each reader, and of the launch.
	 */
	@Bean
	ObservationPredicate chunksNotReaders() {
		return (name, context) -> !name.startsWith("spring.batch.item.") && !name.startsWith("spring.batch.job.launch");
	}

	/** Names the span of a step after the step, whose name contains its slice. */
	@Bean
	ObservationFilter stepsByName() {
		return context -> {
			KeyValue step = context.getLowCardinalityKeyValue("spring.batch.step.name");
			if (step != null && "spring.batch.step".equals(context.getName())) {
				context.setContextualName(step.getValue());
			}
			return context;
		};
	}

	@Bean
	@StepScope
	ReaderDataReader readerDataReader(ReaderDataStore readers, TrainingProperties properties,
			@Value("#{stepExecutionContext['" + SLICE + "']}") String slice) {
		return new ReaderDataReader(readers, Partition.of(slice), properties.chunkSize(), READERS_AT_A_TIME);
	}

	@Bean
	@StepScope
	TrainingProcessor trainingProcessor(Populations populations, TrainingProperties properties, Clock clock) {
		LocalDate origin = origin(properties, clock);
		return new TrainingProcessor(populations.of(origin, properties.sample()), origin);
	}

	@Bean
	TrainedReaderWriter trainedReaderWriter(JdbcTemplate jdbc, Clock clock, Report report,
			TrainingProperties properties) {
		return new TrainedReaderWriter(jdbc, clock, origin(properties, clock), report, properties.skipLimit());
	}

	private static LocalDate origin(TrainingProperties properties, Clock clock) {
		LocalDate origin = properties.origin();
		return (origin != null) ? origin : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
	}

	/**
	 * Reads {@code i/n} in a property.
	 */
	static final class PartitionConverter implements Converter<String, Partition> {

		@Override
		public Partition convert(String source) {
			return Partition.of(source);
		}

	}

}
