package pl.chronobook.training;

import java.net.URI;
import java.time.Clock;

import javax.sql.DataSource;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

import pl.chronobook.training.PartitionLock.PartitionBusyException;

/**
 * Runs the job once. The process fails if the job does, or if another run is training
 * some of the same readers. A killed run is marked as failed by the next run of its
 * readers.
 */
@Component
class TrainCommand implements ApplicationRunner, ExitCodeGenerator {

	private static final Logger log = LoggerFactory.getLogger(TrainCommand.class);

	private static final String PARTITION = "partition";

	private final JobOperator operator;

	private final JobRepository repository;

	private final Job job;

	private final DataSource dataSource;

	private final ReaderDataStore readers;

	private final Report report;

	private final PrometheusMeterRegistry meters;

	private final ObservationRegistry observations;

	private final TrainingProperties properties;

	private final Clock clock;

	private boolean completed;

	TrainCommand(JobOperator operator, JobRepository repository, Job job, DataSource dataSource,
			ReaderDataStore readers, Report report, PrometheusMeterRegistry meters, ObservationRegistry observations,
			TrainingProperties properties, Clock clock) {
		this.operator = operator;
		this.repository = repository;
		this.job = job;
		this.dataSource = dataSource;
		this.readers = readers;
		this.report = report;
		this.meters = meters;
		this.observations = observations;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		Partition partition = this.properties.partition();
		Observation.createNotStarted("chronobook.training", this.observations)
			.contextualName("training")
			.lowCardinalityKeyValue(PARTITION, partition.toString())
			.observeChecked(() -> train(partition));
	}

	private void train(Partition partition) throws Exception {
		try (PartitionLock lock = PartitionLock.take(this.dataSource, partition)) {
			log.debug("{} is ours", lock);
			closeKilledRuns(partition);
			this.report.expect(this.readers.count(partition));
			JobExecution execution = this.operator.start(this.job,
					new JobParametersBuilder().addString(PARTITION, partition.toString())
						.addString("startedAt", this.clock.instant().toString())
						.toJobParameters());
			this.completed = execution.getStatus() == BatchStatus.COMPLETED;
			this.report.finish();
			URI gateway = this.properties.pushgateway();
			if (gateway != null) {
				Pushgateway.push(gateway, partition, this.meters);
			}
		}
		catch (PartitionBusyException ex) {
			log.error(ex.getMessage());
		}
	}

	/**
	 * Marks killed runs as failed: this process holds the lock, so no other run of these
	 * readers is alive.
	 */
	private void closeKilledRuns(Partition partition) {
		for (JobExecution execution : this.repository.findRunningJobExecutions(this.job.getName())) {
			String its = execution.getJobParameters().getString(PARTITION);
			if (its != null && Partition.of(its).overlaps(partition)) {
				log.warn("The run that began at {} was killed; it counts as failed", execution.getStartTime());
				this.operator.recover(execution);
			}
		}
	}

	@Override
	public int getExitCode() {
		return this.completed ? 0 : 1;
	}

}
