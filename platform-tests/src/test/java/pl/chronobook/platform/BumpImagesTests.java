package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the script that commits the digests of released images, in a real repository.
 */
class BumpImagesTests {

	private static final String WEB = "ghcr.io/somebody/chronobook-web@sha256:" + "a".repeat(64);

	private static final String TRAINING = "ghcr.io/somebody/chronobook-ml-training@sha256:" + "b".repeat(64);

	@TempDir
	private Path folder;

	private Path remote;

	@BeforeEach
	void aRemoteWithTheConfiguration() throws IOException {
		this.remote = this.folder.resolve("remote.git");
		git(this.folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
		Path first = cloned("first");
		Files.createDirectories(first.resolve("argo-apps"));
		Files.copy(Repository.file("argo-apps/images.yaml"), first.resolve("argo-apps/images.yaml"));
		commit(first, "The configuration");
		git(first, "push", "--quiet", "origin", "HEAD:main");
	}

	@Test
	void commitsTheDigests() throws IOException {
		assertThat(bump(cloned("release"), 7, "0.1.0-7")).contains("is committed as");
		Path fresh = cloned("fresh");
		JsonNode images = Repository.documents(Files.readString(fresh.resolve("argo-apps/images.yaml"))).getFirst();
		assertThat(images.at("/images/web/repository").asString("")).isEqualTo("ghcr.io/somebody/chronobook-web");
		assertThat(images.at("/images/web/tag").asString("")).isEqualTo("0.1.0-7");
		assertThat(images.at("/images/web/digest").asString("")).isEqualTo("sha256:" + "a".repeat(64));
		assertThat(images.at("/images/training/digest").asString("")).isEqualTo("sha256:" + "b".repeat(64));
		assertThat(git(fresh, "log", "-1", "--format=%B")).contains("Release 0.1.0-7").contains("[skip ci]");
	}

	@Test
	void writtenFileIsReadByTheArgoCdChart() throws IOException {
		Path release = cloned("release");
		bump(release, 7, "0.1.0-7");
		Chart chart = new Chart(this.folder.resolve("chart"));
		copy(Repository.file("argo-apps"), chart.folder());
		Files.copy(release.resolve("argo-apps/images.yaml"), chart.folder().resolve("released.yaml"));
		Values values = Values.of("values/minimal.yaml", "released.yaml").with("repoURL", "https://example.org/a.git");
		assertThat(chart.text(values)).contains("sha256:" + "a".repeat(64))
			.contains("repository: ghcr.io/somebody/chronobook-ml-training");
	}

	@Test
	void secondRunWithTheSameDigestsMakesNoCommit() {
		bump(cloned("release"), 7, "0.1.0-7");
		assertThat(bump(cloned("again"), 7, "0.1.0-7")).contains("is there already");
		assertThat(commits()).isEqualTo(2);
	}

	@Test
	void anOlderReleaseDoesNotReplaceANewerOne() {
		bump(cloned("newer"), 8, "0.1.0-8");
		assertThat(bump(cloned("older"), 7, "0.1.0-7")).contains("newer than 7");
		assertThat(git(cloned("fresh"), "show", "HEAD:argo-apps/images.yaml")).contains("0.1.0-8");
	}

	@Test
	void concurrentPushIsKept() throws IOException {
		Path release = cloned("release");
		Path other = cloned("other");
		Files.writeString(other.resolve("other.txt"), "from somebody else");
		commit(other, "Something else");
		// Runs after the script has fetched and committed, just before its push, so
		// that another push comes first, once
		Path hook = release.resolve(".git/hooks/pre-push");
		Files.writeString(hook,
				"#!/bin/sh\nset -e\nif [ ! -e '%1$s/done' ]; then touch '%1$s/done'; git -C '%2$s' push --quiet origin HEAD:main; fi\n"
					.formatted(this.folder, other));
		assertThat(hook.toFile().setExecutable(true)).isTrue();

		assertThat(bump(release, 7, "0.1.0-7")).contains("Somebody else pushed first; attempt 1")
			.contains("is committed as");

		Path fresh = cloned("fresh");
		assertThat(fresh.resolve("other.txt")).exists();
		assertThat(git(fresh, "show", "HEAD:argo-apps/images.yaml")).contains("0.1.0-7");
		assertThat(commits()).isEqualTo(3);
	}

	@Test
	void newestOfManyConcurrentReleasesWins() {
		List<Command.Running> running = new ArrayList<>();
		for (int run = 1; run <= 4; run++) {
			running.add(Command.start(this.folder, Map.of("BUMP_PAUSE", "0.2"),
					command(cloned("release-" + run), run, "0.1.0-" + run)));
		}
		assertThat(running).map(Command.Running::end)
			.allSatisfy(command -> assertThat(command.status()).as(command.output()).isZero());
		assertThat(git(cloned("fresh"), "show", "HEAD:argo-apps/images.yaml")).contains("0.1.0-4");
	}

	@Test
	void refusesAnImageWithoutADigest() {
		Path release = cloned("release");
		String[] command = command(release, 7, "0.1.0-7");
		command[command.length - 1] = "ghcr.io/somebody/chronobook-ml-training:latest";
		Command refused = Command.run(this.folder, Map.of(), command);
		assertThat(refused.status()).isOne();
		assertThat(refused.output()).contains("--training must be REPOSITORY@sha256:");
		assertThat(commits()).isOne();
	}

	@Test
	void permanentlyRefusedPushIsReported() throws IOException {
		Path hook = this.remote.resolve("hooks/pre-receive");
		Files.writeString(hook, "#!/bin/sh\nexit 1\n");
		assertThat(hook.toFile().setExecutable(true)).isTrue();
		Command refused = Command.run(this.folder, Map.of("BUMP_PAUSE", "0"), command(cloned("release"), 7, "0.1.0-7"));
		assertThat(refused.status()).isOne();
		assertThat(refused.output()).contains("could not push in 10 attempts");
	}

	private String bump(Path clone, int run, String tag) {
		Command command = Command.run(this.folder, Map.of("BUMP_PAUSE", "0"), command(clone, run, tag));
		assertThat(command.status()).as(command.output()).isZero();
		return command.output();
	}

	private static String[] command(Path clone, int run, String tag) {
		return new String[] { Repository.file(".github/scripts/bump-images").toString(), "--directory",
				clone.toString(), "--run", Integer.toString(run), "--tag", tag, "--web", WEB, "--training", TRAINING };
	}

	private Path cloned(String name) {
		git(this.folder, "clone", "--quiet", this.remote.toString(), name);
		return this.folder.resolve(name);
	}

	private static void commit(Path clone, String message) {
		git(clone, "add", "--all");
		git(clone, "commit", "--quiet", "--message", message);
	}

	private int commits() {
		return Integer.parseInt(git(this.remote, "rev-list", "--count", "main").strip());
	}

	private static String git(Path directory, String... arguments) {
		List<String> words = new ArrayList<>(List.of("git"));
		words.addAll(List.of(arguments));
		Command command = Command.run(directory, Map.of(), words.toArray(String[]::new));
		assertThat(command.status()).as(command.output()).isZero();
		return command.output();
	}

	private static void copy(Path from, Path to) throws IOException {
		try (var files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Files.copy(file, to.resolve(from.relativize(file).toString()));
			}
		}
	}

}
