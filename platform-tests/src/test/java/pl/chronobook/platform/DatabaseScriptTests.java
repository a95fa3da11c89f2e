package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripts that start PostgreSQL in the cluster and restore a backup, on a real
 * PostgreSQL 18. A dump is plain SQL here, and a fake {@code pg_restore} passes it to
 * {@code psql}, because the tools of a Debian release are older than the server and
 * cannot dump it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseScriptTests {

	private static final String DUMP = """
			CREATE TABLE books (title text);
			INSERT INTO books VALUES ('Lalka'), ('Solaris');
			""";

	private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

	private Path folder;

	private Path data;

	private int port;

	private Map<String, String> environment;

	private Process server;

	@BeforeAll
	void startTheServer(@TempDir Path temporary) throws Exception {
		this.folder = temporary;
		Tools.orSkip("psql");
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxrwxrwx"));
		Path binaries = binaries();
		Path programs = Files.createDirectory(this.folder.resolve("bin"));
		program(programs, "pg_restore",
				"""
						for option; do case $previous in --dbname) database=$option ;; --role) role=$option ;; esac; previous=$option; done
						{ echo "SET ROLE $role;"; cat; } | psql --quiet --set ON_ERROR_STOP=1 --username postgres --dbname "$database"
						""");
		program(programs, "date", """
				cd '%s'
				if [ -f moment ]; then cat moment; rm moment; else exec /bin/date "$@"; fi
				""".formatted(this.folder));
		Path sockets = Files.createDirectory(this.folder.resolve("sockets"));
		Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxrwxrwx"));
		Path volume = Files.createDirectory(this.folder.resolve("volume"));
		Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
		this.data = volume.resolve("18/docker");
		this.port = Ports.free();
		this.environment = new HashMap<>(Map.of("PATH", programs + ":" + binaries + ":" + System.getenv("PATH"),
				"PGDATA", this.data.toString(), "PGHOST", sockets.toString(), "PGPORT", Integer.toString(this.port),
				"DATABASE", "chronobook", "OWNER_USER", "chronobook", "OWNER_PASSWORD", "it's the owner",
				"TRAINING_USER", "chronobook_training", "TRAINING_PASSWORD", "training"));
		start();
	}

	@AfterAll
	void stop() throws InterruptedException {
		if (this.server != null) {
			// SIGTERM waits for sessions to end, of which there are none
			this.server.destroy();
			if (!this.server.waitFor(30, TimeUnit.SECONDS)) {
				this.server.destroyForcibly().waitFor();
			}
		}
	}

	@Test
	void everyStartRepairsRolesAndAccessRules() throws Exception {
		asSuperuser("DROP DATABASE chronobook");
		asSuperuser("DROP ROLE chronobook");
		asSuperuser("ALTER ROLE postgres PASSWORD 'open sesame'");
		stop();
		Files.writeString(this.data.resolve("pg_hba.conf"), "local all all trust\nhost all all all trust\n");
		start();
		assertThat(byNetwork("chronobook", "it's the owner", "SELECT current_user")).isEqualTo("chronobook");
		assertThat(asSuperuser("SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'postgres'")).isEqualTo("t");
		assertThat(asSuperuser("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method = 'trust'")).isEqualTo("0");
	}

	@Test
	void interruptedFirstStartIsRepeated() throws Exception {
		stop();
		Path complete = this.data.resolveSibling("complete");
		Files.move(this.data, complete);
		// The remains of a killed initdb
		asServer("mkdir -p '%1$s.part/base' && echo 18 > '%1$s.part/PG_VERSION'".formatted(this.data));
		start();
		assertThat(byNetwork("chronobook_training", "training", "SELECT current_user"))
			.isEqualTo("chronobook_training");
		assertThat(this.data.resolveSibling("docker.part")).doesNotExist();
	}

	@Test
	void connectionWithoutThePasswordIsRefused() {
		for (String role : List.of("chronobook", "chronobook_training", "chronobook_exporter", "postgres")) {
			assertThat(byNetwork(role, "wrong", "SELECT 1")).as(role)
				.containsAnyOf("password authentication failed", "pg_hba.conf rejects");
		}
		assertThat(asServer("PGPASSWORD=wrong psql --no-password -U chronobook -d chronobook -c 'SELECT 1'").output())
			.contains("password authentication failed");
		assertThat(asSuperuser("SELECT has_database_privilege('chronobook_exporter', 'chronobook', 'CONNECT')"))
			.isEqualTo("f");
	}

	@Test
	void otherSystemUserIsNotTheSuperuser() {
		Assumptions.assumeTrue(ROOT, "only root can become another user");
		// The exporter's container shares the socket and has a user of its own
		assertThat(Command
			.run(this.folder, this.environment, "setpriv", "--reuid=2", "--regid=2", "--clear-groups", "psql",
					"--no-password", "-U", "postgres", "-d", "postgres", "-c", "SELECT 1")
			.output()).contains("Peer authentication failed");
	}

	@Test
	void restoreReplacesTheDatabaseDespiteOpenConnections() throws Exception {
		byNetwork("chronobook", "it's the owner", "CREATE TABLE IF NOT EXISTS entered_since (n int)");
		Process session = server("psql -U postgres -d chronobook -c 'SELECT pg_sleep(120)'").start();
		try {
			await("SELECT count(*) FROM pg_stat_activity WHERE datname = 'chronobook' AND wait_event = 'PgSleep'");
			assertThat(restore(DUMP).output()).contains("chronobook is restored");
		}
		finally {
			session.destroyForcibly();
		}
		assertThat(byNetwork("chronobook", "it's the owner", "SELECT count(*) FROM books")).isEqualTo("2");
		assertThat(asSuperuser("SELECT has_database_privilege('public', 'chronobook', 'CONNECT')"))
			.as("what everybody may do")
			.isEqualTo("f");
		assertThat(asSuperuser("SELECT has_database_privilege('chronobook_training', 'chronobook', 'CONNECT')"))
			.isEqualTo("t");
		String before = asSuperuser("SELECT max(datname) FROM pg_database WHERE datname LIKE 'chronobook_before_%'");
		assertThat(asServer("psql -At -U postgres -d " + before + " -c 'SELECT count(*) FROM entered_since'").output())
			.contains("0");
	}

	@Test
	void killedOrFailedRestoreKeepsTheDatabaseAndCanBeRepeated() throws Exception {
		byNetwork("chronobook", "it's the owner", "CREATE TABLE IF NOT EXISTS kept (n int)");
		Process killed = server("exec sh '%s'".formatted(script("restore.sh"))).start();
		killed.getOutputStream().write("CREATE TABLE half (n int);\n".getBytes(StandardCharsets.UTF_8));
		killed.getOutputStream().flush();
		await("SELECT count(*) FROM pg_database WHERE datname = 'chronobook_restored'");
		// Now its processes wait for the rest of the dump, and it starts no others
		await("SELECT count(*) FROM pg_stat_activity "
				+ "WHERE datname = 'chronobook_restored' AND query LIKE 'CREATE TABLE half%'");
		List<ProcessHandle> processes = killed.descendants().toList();
		killed.destroyForcibly().waitFor();
		processes.forEach(ProcessHandle::destroyForcibly);
		assertThat(byNetwork("chronobook", "it's the owner", "SELECT count(*) FROM kept")).isEqualTo("0");

		Command failed = restore("CREATE TABLE broken (n int); SELECT no_such_column;");
		assertThat(failed.status()).isNotZero();
		assertThat(byNetwork("chronobook", "it's the owner", "SELECT count(*) FROM kept")).isEqualTo("0");

		Command repeated = restore(DUMP);
		assertThat(repeated.status()).as(repeated.output()).isZero();
		assertThat(byNetwork("chronobook", "it's the owner", "SELECT count(*) FROM books")).isEqualTo("2");
	}

	@Test
	void restoreInTheSameSecondAsAnotherIsNamedAfterALaterOne() throws Exception {
		asSuperuser("CREATE DATABASE chronobook_before_20200101t000000");
		Files.writeString(this.folder.resolve("moment"), "20200101t000000\n");
		Command restored = restore(DUMP);
		assertThat(restored.status()).as(restored.output()).isZero();
		assertThat(restored.output()).contains("chronobook is restored")
			.doesNotContain("chronobook_before_20200101t000000");
	}

	private void await(String count) {
		long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
		while (!asSuperuser(count).equals("1")) {
			assertThat(System.nanoTime()).as(count).isLessThan(patience);
		}
	}

	private Command restore(String dump) throws IOException {
		Path file = Files.writeString(this.folder.resolve("dump.sql"), dump);
		return asServer("exec sh '%s' < '%s'".formatted(script("restore.sh"), file));
	}

	private String asSuperuser(String statement) {
		return asServer("psql -At -U postgres -d postgres -c \"" + statement + "\"").output().strip();
	}

	private String byNetwork(String role, String password, String statement) {
		Map<String, String> environment = new HashMap<>(this.environment);
		environment.put("PGHOST", "127.0.0.1");
		environment.put("PGPASSWORD", password);
		return Command
			.run(this.folder, environment, "psql", "--no-password", "-At", "-U", role, "-d",
					role.endsWith("exporter") || role.equals("postgres") ? "postgres" : "chronobook", "-c", statement)
			.output()
			.strip();
	}

	private Command asServer(String command) {
		try {
			Process process = server(command).start();
			return new Command.Running(process).end();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** PostgreSQL refuses to run as root. */
	private ProcessBuilder server(String command) {
		List<String> words = new ArrayList<>();
		if (ROOT) {
			words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
		}
		words.addAll(List.of("sh", "-c", command));
		ProcessBuilder builder = new ProcessBuilder(words).directory(this.folder.toFile()).redirectErrorStream(true);
		builder.environment().putAll(this.environment);
		return builder;
	}

	private void start() throws Exception {
		Path log = this.folder.resolve("server.log");
		this.server = server("exec sh '%s' -c unix_socket_directories='%s' -c port=%d".formatted(script("database.sh"),
				this.environment.get("PGHOST"), this.port))
			.redirectOutput(log.toFile())
			.start();
		long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
		while (!listens()) {
			boolean ended = this.server.waitFor(50, TimeUnit.MILLISECONDS);
			assertThat(ended || System.nanoTime() > patience).as(() -> Repository.text(log)).isFalse();
		}
	}

	private boolean listens() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 100);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Returns a copy that the server's user may read, wherever this repository is. */
	private String script(String name) {
		try {
			Path copy = this.folder.resolve(name);
			Files.writeString(copy, Repository.text("charts/chronobook/files/" + name));
			return copy.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the folder of the embedded PostgreSQL's programs, which the first start
	 * unpacks. Another process may be unpacking them.
	 */
	private static Path binaries() throws IOException {
		return unpacked().or(() -> {
			try {
				EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)).start().close();
				return unpacked();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}).orElseThrow();
	}

	private static Optional<Path> unpacked() {
		Path unpacked = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
		if (!Files.isDirectory(unpacked)) {
			return Optional.empty();
		}
		try (Stream<Path> files = Files.walk(unpacked, 3)) {
			return files.filter(file -> file.endsWith("bin/initdb"))
				.map(Path::getParent)
				// The library's mark of a complete folder
				.filter(programs -> Files.exists(programs.resolveSibling(".exists")))
				.findAny();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void program(Path programs, String name, String does) throws IOException {
		Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\nset -e\nprevious=\n" + does);
		assertThat(program.toFile().setExecutable(true, false)).isTrue();
	}

}
