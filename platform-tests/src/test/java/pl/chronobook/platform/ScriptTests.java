package pl.chronobook.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripts of backup and bootstrap, run with fakes of other programs, which record
 * their calls.
 */
class ScriptTests {

	@TempDir
	private Path folder;

	private Path programs;

	@BeforeEach
	void aFolderForPrograms() throws IOException {
		this.programs = Files.createDirectory(this.folder.resolve("bin"));
	}

	@Test
	void completeBackupIsKeptAndTheOldestAreDeleted() throws IOException {
		program("pg_dump", "for last; do :; done; echo dump > \"$last\"");
		program("pg_restore", "true");
		Path backups = backups("chronobook-20260101T000000Z.dump", "chronobook-20260102T000000Z.dump",
				"chronobook-20260103T000000Z.dump");
		Command backup = backup(backups);
		assertThat(backup.status()).as(backup.output()).isZero();
		assertThat(names(backups)).hasSize(3)
			.startsWith("chronobook-20260102T000000Z.dump", "chronobook-20260103T000000Z.dump");
	}

	@Test
	void failedDumpKeepsTheOldOnes() throws IOException {
		program("pg_dump", "for last; do :; done; echo half > \"$last\"; exit 1");
		program("pg_restore", "true");
		Path backups = backups("chronobook-20260101T000000Z.dump");
		assertThat(backup(backups).status()).isNotZero();
		assertThat(names(backups)).containsExactly("chronobook-20260101T000000Z.dump");
	}

	@Test
	void unreadableDumpIsDiscarded() throws IOException {
		program("pg_dump", "for last; do :; done; echo broken > \"$last\"");
		program("pg_restore", "exit 1");
		Path backups = backups("chronobook-20260101T000000Z.dump");
		assertThat(backup(backups).status()).isNotZero();
		assertThat(names(backups)).containsExactly("chronobook-20260101T000000Z.dump");
	}

	private Command backup(Path backups) {
		return Command.run(this.folder, Map.of("PATH", path(), "KEEP", "3", "BACKUP_DIRECTORY", backups.toString()),
				"sh", Repository.file("charts/chronobook/files/backup.sh").toString());
	}

	private Path backups(String... names) throws IOException {
		Path backups = Files.createDirectory(this.folder.resolve("backups"));
		for (String name : names) {
			Files.writeString(backups.resolve(name), "dump");
		}
		return backups;
	}

	private static List<String> names(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void bootstrapCreatesEverythingInOrder() throws IOException {
		laptop(false);
		Command bootstrap = bootstrap("--profile", "full", "--repo", "https://git.example.org/chronobook.git");
		assertThat(bootstrap.status()).as(bootstrap.output()).isZero();
		List<String> calls = calls();
		assertThat(calls).containsSubsequence("docker volume create chronobook-data",
				"k3d cluster create --config k3d/config.yaml --port 127.0.0.1:18080:80@loadbalancer"
						+ " --port 127.0.0.1:18443:443@loadbalancer --k3s-arg --disable=traefik@server:0");
		assertThat(position(calls, "k3d cluster create")).isLessThan(position(calls, "k3d image import"));
		assertThat(position(calls, "k3d image import"))
			.isLessThan(position(calls, "secret generic chronobook-database"));
		assertThat(position(calls, "secret generic chronobook-database"))
			.isLessThan(position(calls, "helm --kube-context k3d-chronobook upgrade --install argo-cd argo-cd"));
		assertThat(position(calls, "upgrade --install argo-cd")).isLessThan(position(calls, "helm template root"));
		assertThat(calls).anyMatch(call -> call.contains("--version "
				+ Repository.yaml("argo-apps/values.yaml").at("/components/argo-cd/version").asString("") + " "));
		assertThat(calls).anyMatch(call -> call.contains("secret generic grafana-admin"));
		assertThat(calls).noneMatch(call -> call.contains("password-of-the-volume"));
		assertThat(calls).filteredOn(call -> call.contains("create secret tls"))
			.singleElement()
			.asString()
			.contains("--namespace istio-ingress create secret tls chronobook-tls");
		assertThat(position(calls, "create secret tls")).isLessThan(position(calls, "helm template root"));
	}

	@Test
	void gatewayCertificateNamesItsHostAndLeavesNoKeyFile() throws IOException {
		laptop(false);
		program("kubectl",
				"case \"$*\" in *'secret tls'*) for last; do case $last in --cert=*) cp \"${last#--cert=}\" '"
						+ this.folder + "' ;; --key=*) echo \"${last#--key=}\" > '" + this.folder
						+ "/key' ; test -s \"${last#--key=}\" ;; esac; done"
						+ " ;; *'--filename -'* | *stdin*) cat >/dev/null ;; esac");
		Command bootstrap = bootstrap("--profile", "full", "--repo", "https://git.example.org/chronobook.git");
		assertThat(bootstrap.status()).as(bootstrap.output()).isZero();
		assertThat(Command
			.run(this.folder, Map.of(), "openssl", "x509", "-in", "tls.crt", "-noout", "-checkhost",
					"chronobook.localhost")
			.output()).contains("does match certificate");
		assertThat(Path.of(Files.readString(this.folder.resolve("key")).strip())).doesNotExist();
	}

	@Test
	void existingCertificateIsKept() throws IOException {
		laptop(true);
		program("kubectl", "case \"$*\" in *'get deployment argo-cd'*) true ;; *'get secret chronobook-tls'*) "
				+ "echo secret/chronobook-tls ;; *'--filename -'* | *stdin*) cat >/dev/null ;; esac");
		Command bootstrap = bootstrap("--profile", "full", "--repo", "https://git.example.org/chronobook.git");
		assertThat(bootstrap.status()).as(bootstrap.output()).isZero();
		assertThat(calls()).noneMatch(call -> call.contains("create secret tls"));
	}

	@Test
	void fullClusterIsNotChangedToMinimal() throws IOException {
		laptop(true);
		program("kubectl", "case \"$*\" in *'get crd gateways'*) echo crd/gateways ;; esac");
		Command bootstrap = bootstrap("--repo", "https://git.example.org/chronobook.git");
		assertThat(bootstrap.status()).isEqualTo(1);
		assertThat(bootstrap.output()).contains("k3d cluster delete chronobook");
	}

	@Test
	void secondBootstrapKeepsClusterAndArgoCd() throws IOException {
		laptop(true);
		Command bootstrap = bootstrap("--repo", "https://git.example.org/chronobook.git");
		assertThat(bootstrap.status()).as(bootstrap.output()).isZero();
		assertThat(calls()).noneMatch(call -> call.startsWith("k3d cluster create"))
			.noneMatch(call -> call.contains("upgrade --install"))
			.noneMatch(call -> call.contains("grafana-admin"))
			.noneMatch(call -> call.contains("istio-ingress"))
			.anyMatch(call -> call.startsWith("helm template root argo-apps"));
	}

	@Test
	void bootstrapReportsUnmetRequirements() throws IOException {
		laptop(false);
		assertThat(bootstrap("--profile", "huge").output()).contains("there is no profile huge for a laptop");
		assertThat(bootstrap("--repo", "/somewhere").output()).contains("Argo CD cannot read /somewhere");
		program("git", "test \"$1\" != ls-remote");
		assertThat(bootstrap("--repo", "https://git.example.org/private.git").output())
			.contains("cannot be read without a password");
		assertThat(calls()).noneMatch(call -> call.startsWith("k3d cluster create"));
	}

	@ParameterizedTest
	@CsvSource({ "MemTotal, 2147483648, Docker has 2048 MiB of memory",
			"SecurityOptions, [name=rootless], port 80 is taken or not allowed" })
	void bootstrapChecksTheMachineFirst(String question, String answer, String message) throws IOException {
		laptop(false);
		program("docker", "case \"$*\" in *" + question + "*) echo '" + answer + "' ;; esac");
		Command bootstrap = run("--repo", "https://git.example.org/chronobook.git", "--http-port", "80");
		assertThat(bootstrap.status()).isEqualTo(1);
		assertThat(bootstrap.output()).contains(message);
		assertThat(calls()).noneMatch(call -> call.startsWith("k3d cluster create"));
	}

	@Test
	void bootstrapRequiresRecentTools() throws IOException {
		laptop(false);
		program("k3d", "case $1 in version) echo 'k3d version v5.7.4' ;; esac");
		assertThat(bootstrap("--repo", "https://git.example.org/chronobook.git").output())
			.contains("k3d 5.7 is too old: 5.8 or newer is needed");
		program("k3d", "case $1 in version) echo 'k3d version v5.10.0' ;; cluster) test $2 != list ;; esac");
		assertThat(bootstrap("--repo", "https://git.example.org/chronobook.git").output())
			.contains("Argo CD now brings up");
	}

	@Test
	void takenPortIsReplacedAndNeverBy8080() throws IOException {
		laptop(false);
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String port = Integer.toString(taken.getLocalPort());
			assertThat(run("--repo", "https://git.example.org/chronobook.git", "--http-port", port).output())
				.contains("port " + port + " is taken");
		}
		program("docker",
				"case \"$*\" in *SecurityOptions*) echo '[name=rootless]' ;; 'port k3d-chronobook-serverlb 80/tcp') "
						+ "echo 127.0.0.1:9080 ;; *--interactive*) cat >/dev/null ;; esac");
		Command bootstrap = run("--repo", "https://git.example.org/chronobook.git");
		assertThat(bootstrap.output()).contains("When chronobook is Healthy: http://chronobook.localhost:9080");
		assertThat(calls())
			.anyMatch(call -> call.contains("helm template root")
					&& call.contains(",address=http://chronobook.localhost:9080 "))
			.anyMatch(call -> call.contains("--port 127.0.0.1:9080:80@loadbalancer --port 127.0.0.1:9443:443"))
			.noneMatch(call -> call.contains(":8080:"));
	}

	/**
	 * Installs fakes of the tools that the bootstrap needs, with or without an existing
	 * cluster.
	 */
	private void laptop(boolean cluster) throws IOException {
		String there = cluster ? "true" : "exit 1";
		program("docker",
				"case \"$*\" in *'cat /var'*) echo password-of-the-volume ;; *--interactive*) cat >/dev/null ;; esac");
		program("k3d", "case \"$*\" in 'cluster list'*) " + there + " ;; esac");
		program("kubectl", "case \"$*\" in *'get deployment argo-cd'*) " + there
				+ " ;; *'--filename -'* | *stdin*) cat >/dev/null ;; esac");
		program("helm", "true");
		program("git", "echo 0123456789");
	}

	/** Runs the bootstrap with ports that are free on any machine. */
	private Command bootstrap(String... options) {
		return run(Stream.concat(Stream.of("--http-port", "18080", "--https-port", "18443"), Stream.of(options))
			.toArray(String[]::new));
	}

	private Command run(String... options) {
		return Command.run(this.folder, Map.of("PATH", path(), "INOTIFY", "/dev/null"),
				Stream.concat(Stream.of(Repository.file("k3d/bootstrap").toString()), Stream.of(options))
					.toArray(String[]::new));
	}

	private static int position(List<String> calls, String part) {
		for (int i = 0; i < calls.size(); i++) {
			if (calls.get(i).contains(part)) {
				return i;
			}
		}
		throw new AssertionError(part + " is not among " + calls);
	}

	private List<String> calls() throws IOException {
		return Files.readAllLines(this.folder.resolve("calls"));
	}

	private void program(String name, String does) throws IOException {
		Path program = this.programs.resolve(name);
		Files.writeString(program,
				"#!/bin/sh\necho \"%s $*\" >> '%s'\n%s\n".formatted(name, this.folder.resolve("calls"), does));
		assertThat(program.toFile().setExecutable(true)).isTrue();
	}

	private String path() {
		return this.programs + ":" + System.getenv("PATH");
	}

}
