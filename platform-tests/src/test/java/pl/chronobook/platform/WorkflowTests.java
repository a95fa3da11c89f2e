package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * GitHub's workflows are valid and have only the permissions that they need.
 */
class WorkflowTests {

	@TempDir
	private Path folder;

	private static final Pattern USES = Pattern.compile("uses: ([\\w-]+/[\\w./-]+)@(\\S+)(.*)");

	static Stream<Path> workflows() {
		return Repository.files(".github/workflows", ".yaml").stream();
	}

	private static JsonNode workflow(Path file) {
		return Repository.documents(Repository.text(file)).getFirst();
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void fitsTheSchema(Path file) {
		assertThat(Schemas.orSkip().errors(workflow(file), "gha/github-workflow.json")).isEmpty();
	}

	@Test
	void renovateFindsEverythingThatIsPinned() {
		JsonNode renovate = Repository.yaml("renovate.json");
		assertThat(found(renovate, "Dockerfile")).containsExactlyInAnyOrder("docker.io/library/maven",
				"gcr.io/distroless/base-nossl-debian12");
		List<String> charts = Repository.yaml("argo-apps/values.yaml")
			.path("components")
			.valueStream()
			.filter(component -> component.has("chart"))
			.map(component -> component.path("chart").asString(""))
			.toList();
		assertThat(found(renovate, "argo-apps/values.yaml")).hasSizeGreaterThan(5)
			.containsExactlyInAnyOrderElementsOf(charts);
		assertThat(found(renovate, "charts/chronobook/values.yaml")).contains("docker.io/library/postgres",
				"quay.io/prometheuscommunity/postgres-exporter", "ghcr.io/cloudnative-pg/postgresql");
		assertThat(found(renovate, "k3d/config.yaml")).containsExactly("docker.io/rancher/k3s");
		assertThat(found(renovate, "k3d/verify")).containsExactly("docker.io/library/busybox");
		assertThat(found(renovate, "k3d/gameday-load.yaml")).containsExactly("docker.io/grafana/k6");
		assertThat(found(renovate, "k3d/gameday.yaml")).containsExactly("docker.io/library/busybox");
		assertThat(found(renovate, ".github/workflows/cluster.yaml")).containsExactly("k3d-io/k3d", "k3d-io/k3d");
		assertThat(found(renovate, ".github/workflows/ci.yaml")).containsExactly("github.com/rhysd/actionlint",
				"lighthouse");
		assertThat(Repository.file(".github/dependabot.yml")).as("two would quarrel").doesNotExist();
	}

	/** Returns the matches of regular expressions in a file. */
	private static List<String> found(JsonNode renovate, String file) {
		List<String> found = new ArrayList<>();
		for (JsonNode manager : renovate.path("customManagers")) {
			boolean looks = manager.path("managerFilePatterns").valueStream().anyMatch(pattern -> {
				String regex = pattern.asString("");
				return Pattern.compile(regex.substring(1, regex.length() - 1)).matcher(file).find();
			});
			if (looks) {
				Matcher pin = Pattern.compile(manager.at("/matchStrings/0").asString(""))
					.matcher(Repository.text(file));
				while (pin.find()) {
					found.add(pin.group("depName"));
				}
			}
		}
		return found;
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void actionsArePinnedByCommitAndSayTheirVersion(Path file) {
		Matcher uses = USES.matcher(Repository.text(file));
		int found = 0;
		while (uses.find()) {
			found++;
			assertThat(uses.group(2)).as(uses.group()).matches("[0-9a-f]{40}");
			assertThat(uses.group(3)).as(uses.group()).matches(" # v\\d+\\.\\d+\\.\\d+");
		}
		assertThat(found).isPositive();
	}

	@Test
	void anActionHasOneVersion() {
		Map<String, TreeSet<String>> versions = new TreeMap<>();
		workflows().forEach(file -> {
			Matcher uses = USES.matcher(Repository.text(file));
			while (uses.find()) {
				versions.computeIfAbsent(uses.group(1), name -> new TreeSet<>()).add(uses.group(2));
			}
		});
		assertThat(versions).isNotEmpty().allSatisfy((action, commits) -> assertThat(commits).hasSize(1));
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void permissionsAreGrantedOnlyToJobs(Path file) {
		JsonNode workflow = workflow(file);
		assertThat(workflow.path("permissions").isObject()).isTrue();
		assertThat(workflow.path("permissions").isEmpty()).isTrue();
		workflow.path("jobs").properties().forEach(job -> {
			assertThat(job.getValue().path("permissions").isEmpty()).as(job.getKey()).isFalse();
			assertThat(job.getValue().path("timeout-minutes").asInt()).as(job.getKey()).isBetween(1, 60);
			assertThat(job.getValue().path("runs-on").asString("")).as(job.getKey()).doesNotContain("latest");
		});
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void noScriptContainsAnExpression(Path file) {
		// An expression in a script would run the text of a branch or a title as
		// code; environment variables do not
		for (JsonNode job : workflow(file).path("jobs")) {
			for (JsonNode step : job.path("steps")) {
				assertThat(step.path("run").asString("")).doesNotContain("${{");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void shellcheckFindsNothingInTheScripts(Path file) throws IOException {
		Tools.orSkip("shellcheck");
		List<String> scripts = new ArrayList<>(List.of("shellcheck", "--shell=bash"));
		for (JsonNode job : workflow(file).path("jobs")) {
			for (JsonNode step : job.path("steps")) {
				if (step.has("run")) {
					Path script = this.folder.resolve(scripts.size() + ".sh");
					// With the options that GitHub passes to the shell
					Files.writeString(script, "set -eo pipefail\n" + step.path("run").asString(""));
					scripts.add(script.toString());
				}
			}
		}
		Command shellcheck = Command.run(this.folder, Map.of(), scripts.toArray(String[]::new));
		assertThat(shellcheck.status()).as(shellcheck.output()).isZero();
	}

	@Test
	void everyReferencedStepExists() {
		Pattern output = Pattern.compile("steps\\.([\\w-]+)\\.outputs|needs\\.([\\w-]+)\\.outputs\\.([\\w-]+)");
		workflows().forEach(file -> workflow(file).path("jobs").properties().forEach(job -> {
			Set<String> steps = new HashSet<>();
			job.getValue().path("steps").forEach(step -> steps.add(step.path("id").asString("")));
			Matcher reference = output.matcher(job.getValue().toString());
			while (reference.find()) {
				if (reference.group(1) != null) {
					assertThat(steps).as(job.getKey()).contains(reference.group(1));
				}
				else {
					assertThat(needs(workflow(file), job.getKey())).as(job.getKey()).contains(reference.group(2));
					assertThat(workflow(file).at("/jobs/" + reference.group(2) + "/outputs").has(reference.group(3)))
						.as(reference.group())
						.isTrue();
				}
			}
		}));
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void credentialsPersistOnlyInPushingJobs(Path file) {
		for (JsonNode job : workflow(file).path("jobs")) {
			for (JsonNode step : job.path("steps")) {
				if (step.path("uses").asString("").startsWith("actions/checkout@")) {
					assertThat(step.at("/with/persist-credentials").asBoolean(true)
							&& !step.at("/with/path").asString("").equals("configuration"))
						.isFalse();
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void noWorkflowTriggersItself(Path file) {
		JsonNode push = workflow(file).at("/on/push");
		if (push.isMissingNode()) {
			return;
		}
		assertThat(push.path("branches").toString()).isEqualTo("[\"main\"]");
		assertThat(push.path("paths-ignore").toString()).contains("argo-apps/images.yaml");
	}

	@Test
	void releasesWaitForEachOtherAndEndWithTheConfiguration() {
		JsonNode release = workflow(Repository.file(".github/workflows/release.yaml"));
		assertThat(release.at("/concurrency/group").asString("")).isEqualTo("release");
		assertThat(release.at("/concurrency/cancel-in-progress").asBoolean(true)).isFalse();
		assertThat(needs(release, "build")).containsExactly("test");
		assertThat(needs(release, "publish")).contains("build");
		assertThat(needs(release, "configure")).contains("publish");
		assertThat(release.at("/jobs/publish/permissions/id-token").asString("")).isEqualTo("write");
		assertThat(release.at("/jobs/configure/permissions/contents").asString("")).isEqualTo("write");
		for (String job : List.of("test", "build", "publish")) {
			assertThat(release.at("/jobs/" + job + "/permissions/contents").asString("")).isEqualTo("read");
		}
	}

	@Test
	void releaseRunsOnMainAndCommitsOnlyImagesThatItSigned() {
		JsonNode release = workflow(Repository.file(".github/workflows/release.yaml"));
		for (String job : List.of("test", "publish", "configure")) {
			assertThat(release.at("/jobs/" + job + "/if").asString("")).as(job)
				.isEqualTo("github.ref == 'refs/heads/main'");
		}
		for (String job : List.of("publish", "configure")) {
			assertThat(release.at("/jobs/" + job + "/environment").asString("")).as(job).isEqualTo("release");
		}
		List<String> commands = release.at("/jobs/configure/steps")
			.valueStream()
			.map(step -> step.path("run").asString(""))
			.toList();
		assertThat(position(commands, "cosign verify \"${by[@]}\"")).isNotNegative()
			.isLessThan(position(commands, "bump-images"));
		String signing = release.at("/jobs/publish/steps").toString();
		String verifying = release.at("/jobs/configure/steps").toString();
		// The attestations that the policy of the chart requires
		for (String type : List.of("slsaprovenance1", "spdxjson")) {
			assertThat(signing).contains("--type " + type + " --predicate");
			assertThat(verifying).contains("--type " + type + " ");
		}
		assertThat(release.at("/jobs/build/steps").toString()).contains("mode=max,version=v1", "\"sbom\":true");
		assertThat(release.at("/jobs/configure/steps").toString())
			.contains("/.github/workflows/release.yaml@refs/heads/main");
	}

	private static int position(List<String> commands, String part) {
		for (int i = 0; i < commands.size(); i++) {
			if (commands.get(i).contains(part)) {
				return i;
			}
		}
		return -1;
	}

	@Test
	void eachImageHasABuildCacheOfItsOwn() {
		String release = Repository.text(".github/workflows/release.yaml");
		assertThat(release).contains("cache-to: type=gha,scope=${{ matrix.target }}-${{ matrix.platform.name }}")
			.contains("cache-from: type=gha,scope=${{ matrix.target }}-${{ matrix.platform.name }}");
	}

	@Test
	void pullRequestsAndNightlyRunsUseACluster() {
		JsonNode cluster = workflow(Repository.file(".github/workflows/cluster.yaml"));
		assertThat(cluster.path("on").has("pull_request")).isTrue();
		assertThat(cluster.at("/on/schedule/0/cron").asString("")).isNotEmpty();
		String steps = cluster.at("/jobs/verify/steps").toString();
		assertThat(steps).contains("k3d/bootstrap --profile")
			.contains("k3d/verify --profile")
			.contains("target/verify/");
	}

	@Test
	void gameDaysRunAtNightAndTheirReportsAreStored() {
		JsonNode job = workflow(Repository.file(".github/workflows/cluster.yaml")).at("/jobs/gameday");
		assertThat(job.path("if").asString("")).isEqualTo("github.event_name != 'pull_request'");
		assertThat(job.at("/strategy/matrix/scenario").valueStream().map(scenario -> scenario.asString("")))
			.containsExactlyElementsOf(GamedayTests.scenarios().toList());
		assertThat(job.path("steps").toString()).contains("k3d/bootstrap --profile full", "k3d/gameday --scenario",
				"target/gameday/", "\"retention-days\":90");
	}

	@Test
	void theWorkflowsAreLintedAndEveryScriptIs() {
		String ci = Repository.text(".github/workflows/ci.yaml");
		assertThat(ci).contains("go run \"github.com/rhysd/actionlint/cmd/actionlint@v${ACTIONLINT_VERSION}\"");
		for (String script : List.of("k3d/bootstrap", "k3d/gameday", "k3d/restore", "k3d/verify")) {
			assertThat(ci).as(script).containsPattern("shellcheck .*" + script + " ");
			assertThat(Repository.text(".ci/run")).as(script).containsPattern("shellcheck .*" + script + " ");
		}
	}

	@Test
	void theTargetsAreThoseOfTheDockerfile() {
		String dockerfile = Repository.text("Dockerfile");
		JsonNode targets = workflow(Repository.file(".github/workflows/release.yaml"))
			.at("/jobs/build/strategy/matrix/target");
		assertThat(targets).isNotEmpty()
			.allSatisfy(target -> assertThat(dockerfile).contains(" AS " + target.asString("") + "\n"));
	}

	private static List<String> needs(JsonNode workflow, String job) {
		JsonNode needs = workflow.at("/jobs/" + job + "/needs");
		return needs.isString() ? List.of(needs.asString("")) : needs.valueStream().map(JsonNode::asString).toList();
	}

}
