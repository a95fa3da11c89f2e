package pl.chronobook.training;

import java.net.URI;
import java.time.Clock;

import javax.sql.DataSource;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

import pl.chronobook.training.PartitionLock.PartitionBusyException;

/**
 * Runs the job once; the process fails when the job does, or when another run is at the
 * same partition.
 */
@Component
class TrainCommand implements ApplicationRunner, ExitCodeGenerator {

	private static final Logger log = LoggerFactory.getLogger(TrainCommand.class);

	private final JobOperator operator;

	private final Job job;

	private final DataSource dataSource;

	private final Lessons lessons;

	private final Report report;

	private final PrometheusMeterRegistry meters;

	private final TrainingProperties properties;

	private final Clock clock;

	private boolean completed;

	TrainCommand(JobOperator operator, Job job, DataSource dataSource, Lessons lessons, Report report,
			PrometheusMeterRegistry meters, TrainingProperties properties, Clock clock) {
		this.operator = operator;
		this.job = job;
		this.dataSource = dataSource;
		this.lessons = lessons;
		this.report = report;
		this.meters = meters;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		try (PartitionLock lock = PartitionLock.take(this.dataSource, this.properties.partition())) {
			log.debug("{} is ours", lock);
			this.report.expect(this.lessons.count(this.properties.partition()));
			JobExecution execution = this.operator.start(this.job,
					new JobParametersBuilder().addString("partition", this.properties.partition().toString())
						.addString("startedAt", this.clock.instant().toString())
						.toJobParameters());
			this.completed = execution.getStatus() == BatchStatus.COMPLETED;
			this.report.finish();
			URI gateway = this.properties.pushgateway();
			if (gateway != null) {
				Pushgateway.push(gateway, this.properties.partition(), this.meters);
			}
		}
		catch (PartitionBusyException ex) {
			log.error(ex.getMessage());
		}
	}

	@Override
	public int getExitCode() {
		return this.completed ? 0 : 1;
	}

}
