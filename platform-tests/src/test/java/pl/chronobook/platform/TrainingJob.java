package pl.chronobook.platform;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The packaged training job on a database. It trains with a role of its own and always
 * with the same origin.
 */
final class TrainingJob {

	private final Path jar = PackagedJar.ofTraining();

	private final LocalDate origin = LocalDate.now(ZoneOffset.UTC);

	private final Database database;

	TrainingJob(Database database) {
		this.database = database;
	}

	Command simulate(int users, int days) {
		return start(Map.of(),
				List.of("simulate", "--users=" + users, "--days=" + days, "--seed=7",
						"--spring.datasource.url=" + this.database.url(),
						"--spring.datasource.username=" + this.database.owner()))
			.end();
	}

	Command train(String... options) {
		return startTraining(Map.of(), options).end();
	}

	Command train(Map<String, String> environment, String... options) {
		return startTraining(environment, options).end();
	}

	Command.Running startTraining(Map<String, String> environment, String... options) {
		List<String> arguments = new ArrayList<>(
				List.of("train", "--spring.datasource.url=" + this.database.url(Database.TRAINING),
						"--spring.datasource.username=" + Database.TRAINING, "--chronobook.training.sample=10",
						"--chronobook.training.origin=" + this.origin));
		arguments.addAll(Arrays.asList(options));
		return start(environment, arguments);
	}

	private Command.Running start(Map<String, String> environment, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Command.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", this.jar.toString()));
		command.addAll(arguments);
		return Command.start(Repository.ROOT, environment, command.toArray(String[]::new));
	}

}
