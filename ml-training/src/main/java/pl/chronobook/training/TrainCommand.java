package pl.chronobook.training;

import java.time.Clock;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * Runs the job once; the process fails when the job does.
 */
@Component
class TrainCommand implements ApplicationRunner, ExitCodeGenerator {

	private final JobOperator operator;

	private final Job job;

	private final Clock clock;

	private boolean completed;

	TrainCommand(JobOperator operator, Job job, Clock clock) {
		this.operator = operator;
		this.job = job;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		JobExecution execution = this.operator.start(this.job,
				new JobParametersBuilder().addString("startedAt", this.clock.instant().toString()).toJobParameters());
		this.completed = execution.getStatus() == BatchStatus.COMPLETED;
	}

	@Override
	public int getExitCode() {
		return this.completed ? 0 : 1;
	}

}
