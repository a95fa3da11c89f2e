package pl.chronobook;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole application in a process of its own, so that a test can kill it.
 */
final class ApplicationProcess {

	private static final int FIRST_PORT = 15_000;

	private static final int LAST_PORT = 32_000;

	private ApplicationProcess() {
	}

	/** Starts an application with a database of its own in a folder. */
	static Process start(int port, Path database) throws IOException {
		return run(port, "--chronobook.embedded-database.data-directory=" + database);
	}

	/** Starts an application on the database of a test, which it may share. */
	static Process start(int port, String jdbcUrl) throws IOException {
		return run(port, "--spring.datasource.url=" + jdbcUrl, "--spring.datasource.username=postgres",
				"--spring.datasource.password=postgres");
	}

	private static Process run(int port, String... settings) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", classPathWithoutTests(), ChronoBookApplication.class.getName(),
						"--server.port=" + port, "--management.server.port=0"));
		command.addAll(List.of(settings));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	/**
	 * Waits until the application logs that it has started, and goes on reading in the
	 * background, so that the pipe of its log never fills up.
	 */
	static void awaitStart(Process application) throws Exception {
		CompletableFuture<String> started = new CompletableFuture<>();
		Thread.ofVirtual().start(() -> {
			StringBuilder log = new StringBuilder();
			try (BufferedReader lines = application.inputReader()) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					log.append(line).append('\n');
					if (line.contains("Started " + ChronoBookApplication.class.getSimpleName())) {
						started.complete(line);
					}
				}
			}
			catch (IOException ex) {
				log.append(ex);
			}
			started.completeExceptionally(new AssertionError("The application ended early: " + log));
		});
		started.get(15, TimeUnit.MINUTES);
	}

	/**
	 * Returns a port on which nobody listens. The system gives ports of this range to
	 * nobody by itself, so it stays free until the application listens on it.
	 */
	static int freePort() throws IOException {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// Somebody listens there: another one
			}
		}
	}

	/** Tests bring a database of their own, which this one must not use. */
	private static String classPathWithoutTests() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(element -> !element.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
