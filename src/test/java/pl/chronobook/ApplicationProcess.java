package pl.chronobook;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pl.chronobook.identity.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application in a process of its own, so that a test can kill it.
 */
final class ApplicationProcess {

	private ApplicationProcess() {
	}

	static Process start(int port, Path database) throws IOException {
		return new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", classPathWithoutTests(), ChronoBookApplication.class.getName(), "--server.port=" + port,
						"--management.server.port=0", "--chronobook.embedded-database.data-directory=" + database))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	/**
	 * Waits for the page of the sign-in, from which those are led on who are signed in.
	 */
	static void awaitStart(Browser browser, Process application) {
		long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
		while (System.nanoTime() < deadline) {
			assertThat(application.isAlive()).as("the application ended early").isTrue();
			try {
				int status = browser.open("/login").status();
				if (status == 200 || status == 302) {
					return;
				}
			}
			catch (IllegalStateException ex) {
				Thread.onSpinWait();
			}
		}
		throw new AssertionError("The application did not start within two minutes");
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** Tests bring a database of their own, which this one must not use. */
	private static String classPathWithoutTests() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(element -> !element.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
