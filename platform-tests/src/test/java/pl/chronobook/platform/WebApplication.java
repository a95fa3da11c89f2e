package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged web application in a process of its own, on free ports.
 */
final class WebApplication implements AutoCloseable {

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

	private static final int PAUSE = 50;

	private final Process process;

	private final int port;

	private final int managementPort;

	private final Path output;

	private WebApplication(Process process, int port, int managementPort, Path output) {
		this.process = process;
		this.port = port;
		this.managementPort = managementPort;
		this.output = output;
	}

	/**
	 * Starts it and waits until it is ready.
	 * @param folder its working folder, which also receives its output
	 */
	static WebApplication start(Database database, Path folder, Map<String, String> settings) {
		Path jar = PackagedJar.ofWebApplication();
		int port = Ports.free();
		int managementPort = Ports.free();
		Map<String, String> environment = new HashMap<>(Map.of("SPRING_DATASOURCE_URL", database.url(),
				"SPRING_DATASOURCE_USERNAME", database.owner(), "SERVER_PORT", Integer.toString(port),
				"MANAGEMENT_SERVER_PORT", Integer.toString(managementPort)));
		environment.putAll(settings);
		Path output = folder.resolve("web.log");
		ProcessBuilder builder = new ProcessBuilder(Command.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"-jar", jar.toString())
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(environment);
		try {
			WebApplication application = new WebApplication(builder.start(), port, managementPort, output);
			try {
				application.awaitReady();
			}
			catch (AssertionError | RuntimeException ex) {
				application.close();
				throw ex;
			}
			return application;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitReady() {
		long start = System.nanoTime();
		try (HttpClient client = HttpClient.newHttpClient()) {
			while (!answers(client)) {
				if (this.process.waitFor(PAUSE, TimeUnit.MILLISECONDS) || System.nanoTime() - start > PATIENCE) {
					throw new AssertionError("The web application is not ready:\n" + output());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private boolean answers(HttpClient client) throws InterruptedException {
		try {
			return client
				.send(HttpRequest.newBuilder(management().resolve("/actuator/health/readiness")).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	URI address() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	URI management() {
		return URI.create("http://127.0.0.1:" + this.managementPort);
	}

	String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
