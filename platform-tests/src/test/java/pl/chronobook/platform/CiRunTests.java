package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The script of CI in a repository of its own, with a Maven that leaves reports as
 * Surefire does.
 */
class CiRunTests {

	@TempDir
	private Path folder;

	private Path repository;

	@BeforeEach
	void aRepositoryWithTheScript() throws IOException {
		this.repository = Files.createDirectory(this.folder.resolve("repository"));
		Files.createDirectory(this.repository.resolve(".ci"));
		Files.copy(Repository.file(".ci/run"), this.repository.resolve(".ci/run"));
		Files.writeString(this.repository.resolve(".gitignore"), "target/\n");
		for (String arguments : new String[] { "init --quiet", "add .", "commit --quiet --message=First" }) {
			Command git = Command.run(this.repository, Map.of(), ("git " + arguments).split(" "));
			assertThat(git.status()).as(git.output()).isZero();
		}
		program("dpkg-query", "printf installed");
		program("shellcheck", "true");
	}

	@Test
	void failedRunEndsWithTheFailedTestsAndTheirReasons() throws IOException {
		report("ml-training", "pl.chronobook.training.BacktestTests", 1, """
				pl.chronobook.training.BacktestTests.coversTheTruth -- Time elapsed: 0.012 s <<< FAILURE!
				org.opentest4j.AssertionFailedError: expected: 80 but was: 40
				%s\tat pl.chronobook.training.BacktestTests.coversTheTruth(BacktestTests.java:42)
				%sCaused by: java.io.IOException: disk full
				""".formatted("\tat org.framework.Inner.call(Inner.java:1)\n".repeat(30),
				"\tat org.framework.Outer.call(Outer.java:2)\n".repeat(300)));
		report(".", "pl.chronobook.catalog.IsbnTests", 0, "");
		program("mvn", "cp -R '" + this.folder.resolve("reports") + "/.' .; echo '[ERROR] BUILD FAILURE'; exit 1");

		Command run = run();

		assertThat(run.status()).isOne();
		assertThat(run.output()).containsSubsequence("[ERROR] BUILD FAILURE", "BacktestTests.coversTheTruth",
				"expected: 80 but was: 40", "\tat org.framework.Inner", "\tat pl.chronobook.training.BacktestTests",
				"Caused by: java.io.IOException: disk full",
				"Tests: 42, failures: 1, errors: 0, skipped: 0; exit status 1");
		assertThat(run.output()).doesNotContain("IsbnTests", "org.framework.Outer");
		assertThat(run.output().lines()).hasSizeLessThan(40);
	}

	@Test
	void runWithManyFailuresListsTwentyAndCountsTheRest() throws IOException {
		report(".", "pl.chronobook.WideTests", 25, """
				pl.chronobook.WideTests.row -- Time elapsed: 0.1 s <<< ERROR!
				java.lang.IllegalStateException: %s
					at pl.chronobook.WideTests.row(WideTests.java:7)
				""".formatted("x".repeat(10_000)).repeat(25));
		program("mvn", "cp -R '" + this.folder.resolve("reports") + "/.' .; exit 1");

		Command run = run();

		assertThat(run.output().lines().filter(line -> line.contains("<<< ERROR!"))).hasSize(20);
		assertThat(run.output()).contains("… and 5 more").hasSizeLessThan(20_000);
	}

	@Test
	void successfulRunEndsWithASummary() throws IOException {
		report(".", "pl.chronobook.catalog.IsbnTests", 0, "");
		program("mvn", "cp -R '" + this.folder.resolve("reports") + "/.' .");

		Command run = run();

		assertThat(run.status()).as(run.output()).isZero();
		assertThat(run.output()).doesNotContain("Failing tests")
			.endsWith("Tests: 21, failures: 0, errors: 0, skipped: 0; exit status 0\n");
	}

	private Command run() {
		return Command.run(this.repository, Map.of("PATH", this.folder.resolve("bin") + ":" + System.getenv("PATH"),
				"JAVA_HOME", System.getProperty("java.home")), ".ci/run");
	}

	private void report(String module, String test, int failures, String text) throws IOException {
		Path reports = Files
			.createDirectories(this.folder.resolve("reports").resolve(module).resolve("target/surefire-reports"));
		Files.writeString(reports.resolve(test + ".txt"), """
				-------------------------------------------------------------------------------
				Test set: %1$s
				-------------------------------------------------------------------------------
				Tests run: 21, Failures: %2$d, Errors: 0, Skipped: 0, Time elapsed: 0.2 s%3$s -- in %1$s
				%4$s""".formatted(test, failures, (failures > 0) ? " <<< FAILURE!" : "", text));
		Files.writeString(reports.resolve("TEST-" + test + ".xml"), """
				<testsuite name="%s" time="0.2" tests="21" errors="0" skipped="0" failures="%d">
				</testsuite>
				""".formatted(test, failures));
	}

	private void program(String name, String does) throws IOException {
		Path programs = Files.createDirectories(this.folder.resolve("bin"));
		Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + does + "\n");
		assertThat(program.toFile().setExecutable(true, false)).isTrue();
	}

}
