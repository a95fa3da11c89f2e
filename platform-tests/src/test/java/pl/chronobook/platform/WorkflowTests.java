package pl.chronobook.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * GitHub's workflows are what GitHub understands, and may do no more than they need.
 */
class WorkflowTests {

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
	void dependabotFitsItsSchema() {
		assertThat(Schemas.orSkip().errors(Repository.yaml(".github/dependabot.yml"), "gha/dependabot-2.0.json"))
			.isEmpty();
	}

	@Test
	void dependabotLooksWhereSomethingIs() {
		Repository.yaml(".github/dependabot.yml").path("updates").forEach(update -> {
			if (update.path("package-ecosystem").asString("").equals("maven")) {
				assertThat(update.path("directories")).isNotEmpty()
					.allSatisfy(folder -> assertThat(Repository.file("." + folder.asString("") + "/pom.xml")).exists());
			}
		});
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
	void nothingIsAllowedUnlessAJobSaysSo(Path file) {
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
		// It would run as code whatever a branch or a title says; environment variables
		// do not
		for (JsonNode job : workflow(file).path("jobs")) {
			for (JsonNode step : job.path("steps")) {
				assertThat(step.path("run").asString("")).doesNotContain("${{");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void credentialsStayOnlyWhereAPushIsMade(Path file) {
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
	void noWorkflowStartsItselfAnew(Path file) {
		JsonNode push = workflow(file).at("/on/push");
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
