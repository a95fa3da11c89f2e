package pl.chronobook;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server that runs as a child of this process and keeps its data in a
 * folder. The folder is locked, so that two applications never share it; a server that a
 * killed application left running is stopped first. The server listens on the loopback
 * interface only and requires a password, which is stored beside the data, readable by
 * its owner alone.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

	private static final String USER = "postgres";

	private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

	private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(60);

	private static final int PASSWORD_BYTES = 24;

	private final FileLock lock;

	private final EmbeddedPostgres postgres;

	private final String password;

	private EmbeddedDatabase(FileLock lock, EmbeddedPostgres postgres, String password) {
		this.lock = lock;
		this.postgres = postgres;
		this.password = password;
	}

	/**
	 * Starts the server on {@code folder}, creating its data on first use.
	 * @throws FolderInUseException if another application holds the folder
	 */
	static EmbeddedDatabase start(Path folder) {
		Path home = folder.toAbsolutePath();
		try {
			Files.createDirectories(home);
			FileLock lock = lock(home);
			try {
				return start(home, lock);
			}
			catch (IOException | RuntimeException ex) {
				lock.channel().close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded PostgreSQL did not start on " + home, ex);
		}
	}

	private static EmbeddedDatabase start(Path home, FileLock lock) throws IOException {
		Path data = home.resolve("postgres");
		Path binaries = home.resolve("binaries");
		stopServerLeftBehind(data.resolve("postmaster.pid"), binaries);
		Path newPassword = home.resolve("new-password");
		Path keptPassword = data.resolve("chronobook-password");
		if (Files.exists(newPassword)) {
			// The first start was interrupted before anything was stored
			FileSystemUtils.deleteRecursively(data);
			Files.delete(newPassword);
		}
		if (!Files.exists(data)) {
			writePassword(newPassword);
		}
		String password = Files.readString(Files.exists(newPassword) ? newPassword : keptPassword);
		EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setDataDirectory(data)
			.setCleanDataDirectory(false)
			.setOverrideWorkingDirectory(binaries.toFile())
			.setLocaleConfig("locale-provider", "icu")
			.setLocaleConfig("icu-locale", "pl-PL")
			.setLocaleConfig("encoding", "UTF8")
			// initdb gets these two after the library's "trust", and the last one wins
			.setLocaleConfig("auth", "scram-sha-256")
			.setLocaleConfig("pwfile", newPassword.toString())
			.setConnectConfig("password", password)
			.setDataDirectoryCustomizer(initialised -> keepPassword(newPassword, initialised))
			.setServerConfig("listen_addresses", "localhost")
			.setServerConfig("unix_socket_directories", "")
			.setServerConfig("timezone", "UTC")
			// The library turns both off: a power cut would lose committed rows
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("max_connections", "50")
			.setPGStartupWait(STARTUP_WAIT)
			// Spring closes this bean after everything that uses it; a hook would race it
			.setRegisterShutdownHook(false)
			.start();
		log.info("Embedded PostgreSQL keeps its data in {}", data);
		return new EmbeddedDatabase(lock, postgres, password);
	}

	private static FileLock lock(Path home) throws IOException {
		FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		FileLock lock = tryLock(channel);
		if (lock == null) {
			channel.close();
			throw new FolderInUseException(home);
		}
		return lock;
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private static void writePassword(Path file) throws IOException {
		byte[] random = new byte[PASSWORD_BYTES];
		new SecureRandom().nextBytes(random);
		boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] ownerOnly = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		Files.createFile(file, ownerOnly);
		Files.writeString(file, HexFormat.of().formatHex(random));
	}

	/**
	 * Moves the password file into the data directory once initdb is done. A password
	 * file that still lies outside therefore marks an interrupted first start.
	 */
	private static void keepPassword(Path newPassword, File data) {
		if (Files.exists(newPassword)) {
			try {
				Files.move(newPassword, data.toPath().resolve("chronobook-password"), StandardCopyOption.ATOMIC_MOVE);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * Stops a server whose application was killed. The caller holds the folder's lock, so
	 * a server that runs from this folder's binaries has no application. If another
	 * program has taken over the process id, only the pid file is deleted, because
	 * PostgreSQL would take that program for a server.
	 */
	private static void stopServerLeftBehind(Path pidFile, Path binaries) throws IOException {
		if (!Files.exists(pidFile)) {
			return;
		}
		Optional<ProcessHandle> process = process(pidFile);
		Optional<Path> program = process.flatMap(found -> found.info().command()).map(Path::of);
		if (process.isEmpty() || program.isEmpty()) {
			return;
		}
		Path ours = Files.exists(binaries) ? binaries.toRealPath() : binaries;
		if (program.get().startsWith(ours)) {
			log.info("Stopping the PostgreSQL server that an earlier run left behind (pid {})", process.get().pid());
			process.get().destroy();
			awaitExit(process.get());
		}
		else if (!String.valueOf(program.get().getFileName()).startsWith("postgres")) {
			Files.delete(pidFile);
		}
	}

	private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
		return Files.readAllLines(pidFile)
			.stream()
			.findFirst()
			.map(String::strip)
			.filter(pid -> pid.matches("\\d{1,18}"))
			.map(Long::valueOf)
			.flatMap(ProcessHandle::of);
	}

	private static void awaitExit(ProcessHandle server) throws IOException {
		try {
			server.onExit().get(SHUTDOWN_WAIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new IOException("The PostgreSQL server left behind (pid %d) does not stop".formatted(server.pid()),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while a PostgreSQL server was stopping", ex);
		}
	}

	@Override
	public String getJdbcUrl() {
		return this.postgres.getJdbcUrl(USER, USER);
	}

	@Override
	public String getUsername() {
		return USER;
	}

	@Override
	public String getPassword() {
		return this.password;
	}

	@Override
	public void close() throws IOException {
		try {
			this.postgres.close();
		}
		finally {
			this.lock.channel().close();
		}
	}

	/** Thrown when another application uses the same data folder. */
	static final class FolderInUseException extends IllegalStateException {

		FolderInUseException(Path folder) {
			super("The data folder " + folder + " is in use by another running ChronoBook.");
		}

	}

}
