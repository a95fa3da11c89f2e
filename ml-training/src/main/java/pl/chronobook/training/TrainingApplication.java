package pl.chronobook.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The commands of the training job. The exit status is 0 when all is well, 1 when the
 * work failed, and 2 when the command line is not understood.
 */
@SpringBootApplication
@EnableConfigurationProperties(TrainingProperties.class)
public class TrainingApplication {

	/**
	 * Tribuo logs every model that it trains. The constant keeps the logger, and with it
	 * its level, from being garbage-collected.
	 */
	private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

	private static final int FAILED = 1;

	private static final int MISUSED = 2;

	private static final List<String> SETTINGS = List.of("--spring.", "--chronobook.", "--logging.", "--debug");

	private static final List<String> OWN_OPTIONS = List.of("--partition=", "--threads=");

	private static final String USAGE = """
			Usage:
			  train     [--spring.datasource.url=URL --spring.datasource.username=USER …]
			            [--partition=I/N] [--threads=N]
			            trains the models of readers with new data
			  backtest  --sessions=FILE|--books=FILE --tasks=FILE --out=FILE [--stage=STAGE]
			            forecasts the past and writes the quantiles of days for every task
			  backtest  --lists=FILE --out=FILE [--fit=true]
			            forecasts the past of whole libraries and prints the scores
			  fit       --sessions=FILE,FILE|--books=FILE,FILE --tasks=FILE,FILE [--every=N]
			            fits the constants of the forecast and prints them with their scores
			  simulate  --users=N --days=N --seed=N [--spring.datasource.url=URL …]
			            fills a database with simulated readers
			""";

	public static void main(String[] args) {
		System.exit(run(args, System.err));
	}

	static int run(String[] args, PrintStream messages) {
		String command = args.length == 0 ? "" : args[0];
		List<String> options = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
		try {
			return switch (command) {
				case "train" -> train(options);
				case "backtest" -> backtest(options, messages);
				case "fit" -> fit(options);
				case "simulate" -> simulate(options, messages);
				case "" -> throw new UsageException("A command is needed.");
				default -> throw new UsageException("There is no command " + command + ".");
			};
		}
		catch (UsageException ex) {
			messages.println(ex.getMessage());
			messages.print(USAGE);
			return MISUSED;
		}
		catch (IOException | CsvRows.UnreadableRowException ex) {
			messages.println(ex instanceof NoSuchFileException missing ? "There is no file " + missing.getFile() + "."
					: ex.getMessage());
			return FAILED;
		}
	}

	private static int train(List<String> options) {
		List<String> settings = new ArrayList<>();
		for (String option : options) {
			boolean own = OWN_OPTIONS.stream().anyMatch(option::startsWith);
			if (!own && SETTINGS.stream().noneMatch(option::startsWith)) {
				throw new UsageException("train does not know " + option + ".");
			}
			settings.add(own ? "--chronobook.training." + option.substring(2) : option);
		}
		SpringApplication application = new SpringApplication(TrainingApplication.class);
		application.setDefaultProperties(Map.of("spring.config.name", "training"));
		ConfigurableApplicationContext context;
		try {
			context = application.run(settings.toArray(String[]::new));
		}
		catch (RuntimeException ex) {
			// Spring Boot has already logged the cause
			return FAILED;
		}
		return SpringApplication.exit(context);
	}

	private static int simulate(List<String> options, PrintStream messages) throws IOException {
		Simulation simulation = Simulation.of(options, System.getenv(), Clock.systemUTC());
		try {
			messages.println("Made up %d sessions.".formatted(simulation.run()));
			return 0;
		}
		catch (SQLException ex) {
			messages.println("The readers were not all stored: " + ex.getMessage());
			return FAILED;
		}
	}

	private static int fit(List<String> options) throws IOException {
		FitCommand.of(options).run(System.out);
		return 0;
	}

	private static int backtest(List<String> options, PrintStream messages) throws IOException {
		TRIBUO.setLevel(Level.WARNING);
		if (ListsBacktest.isMeant(options)) {
			ListsBacktest.of(options).run(messages);
			return 0;
		}
		Backtest.of(options).run();
		return 0;
	}

}
