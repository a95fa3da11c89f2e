package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the script {@code k3d/gameday} without a cluster: stubs of {@code kubectl} and
 * {@code docker} answer like a cluster whose alerts work, or like one that fails in one
 * respect. Whether the real alerts work only a game day on a cluster can show.
 */
class GamedayTests {

	private static final String KUBECTL = """
			case "$*" in
			*'get crd virtualservices'*) echo crd/virtualservices.networking.istio.io ;;
			*/api/v2/alerts*) echo asked >> "$ASKED"; bad alert && echo '[]' || echo '[{}]' ;;
			*/api/v1/alerts*) state=pending; bad silence && [ -s "$ASKED" ] && state=firing
			  bad before && state=firing
			  for name in ChronoBookDatabaseDown ChronoBookDown ChronoBookGatewayErrors ChronoBookGatewaySlow ChronoBookLatencyBudgetBurn ChronoBookVolumeFilling; do
			  echo '{"data":{"alerts":[{"state":"'$state'","labels":{"alertname":"'$name'","severity":"page"}}]}}'; done |
			  jq --slurp '{data: {alerts: map(.data.alerts[0])}}' ;;
			*'query?query='*) echo '{"data":{"result":[{"value":[1,"0.93"]}]}}' ;;
			*'get rollout chronobook-web --output jsonpath'*) echo 2 ;;
			*'get rollout chronobook-web'*) phase=Healthy; bad ready && phase=Progressing
			  echo '{"spec":{"replicas":2},"status":{"phase":"'$phase'","readyReplicas":2}}' ;;
			*'get statefulset chronobook-db'*) echo 1 ;;
			*'get virtualservice chronobook-web'*) tail -n 1 "$ROUTES" ;;
			*' replace --filename -') jq --compact-output . >> "$ROUTES" ;;
			*'apply --server-side'*) cat >/dev/null ;;
			*'get service istio-gateway'*) echo 10.43.0.9 ;;
			*'get pods'*) echo chronobook-web-6f-a ;;
			*'get job load'*) bad end || echo Failed ;;
			*'logs job/load'*) slow=40; failed=40; seconds=600; bad budget && seconds=60000
			  bad load || echo 'gameday {"seconds":'$seconds',"requests":2400,"failed":'$failed',"slow":'$slow'}' ;;
			*'scale statefulset/chronobook-db --replicas=0'*) bad fault && exit 1
			  bad slow && { echo asked >> "$ASKED"; exec sleep 60; } ;;
			esac
			true
			""";

	@TempDir
	private Path folder;

	private Path programs;

	@BeforeEach
	void stubs() throws IOException {
		Tools.orSkip("jq");
		this.programs = Files.createDirectory(this.folder.resolve("bin"));
		Files.writeString(this.folder.resolve("asked"), "");
		Files.writeString(this.folder.resolve("routes"), """
				{"spec":{"http":[{"name":"reads","route":[]},{"name":"writes","route":[]}]}}
				""");
		program("kubectl", KUBECTL);
		program("docker", "");
	}

	static Stream<String> scenarios() {
		return list().map(words -> words.getFirst());
	}

	/**
	 * Returns the name, the alert, the runbook and the rest of the line of each scenario.
	 */
	private static Stream<List<String>> list() {
		return Command.run(Repository.ROOT, Map.of(), Repository.file("k3d/gameday").toString(), "--list")
			.output()
			.lines()
			.map(line -> List.of(line.split(" +", 4)));
	}

	@Test
	void everyScenarioNamesAnExistingAlertAndItsRunbook() {
		Set<String> alerts = Rule.alerts().stream().map(Rule::name).collect(Collectors.toSet());
		assertThat(list()).hasSizeGreaterThan(5).allSatisfy(scenario -> {
			if (scenario.get(1).equals("none")) {
				assertThat(scenario.get(2)).isEqualTo("none");
			}
			else {
				assertThat(alerts).contains(scenario.get(1));
				assertThat(scenario.get(2)).isEqualTo("alerts/" + scenario.get(1) + ".md");
				assertThat(Repository.file("docs/runbooks/" + scenario.get(2))).exists();
			}
			assertThat(scenario.get(3)).matches("[0-9.]+ % (availability|latency) +\\S.+");
			assertThat(Repository.text("docs/runbooks/gameday.md")).contains("| `" + scenario.getFirst() + "` |");
		});
	}

	@Test
	void everyScenarioPassesIfItsAlertFiresAndEnds() throws IOException {
		Command gameday = gameday("");
		assertThat(gameday.status()).as(gameday.output()).isZero();
		String report = Files.readString(this.folder.resolve("report/report.md"));
		assertThat(scenarios())
			.allSatisfy(scenario -> assertThat(report).containsPattern("\\| `" + scenario + "` .* \\| pass \\|"));
		// 40 of 2,400 requests in ten minutes: a sixth of a minute of 216 and of 432
		assertThat(report).contains("| 0.077 % of availability |").contains("| 0.039 % of latency |");
		assertThat(report).contains("- availability: 0.93");
		assertThat(calls().getLast()).contains("delete namespace chronobook-gameday");
	}

	@ParameterizedTest
	@MethodSource("scenarios")
	void scenarioFailsIfItsAlertDoesNotFireOrFiresWithoutAFault(String scenario) throws IOException {
		boolean none = list().anyMatch(words -> words.getFirst().equals(scenario) && words.get(1).equals("none"));
		Command gameday = gameday(none ? "before" : "alert", "--scenario", scenario);
		assertThat(gameday.status()).as(gameday.output()).isEqualTo(1);
		assertThat(gameday.output()).contains("FAIL  " + scenario, none ? "for nothing" : "did not fire");
		assertRepaired(scenario);
	}

	@ParameterizedTest
	@CsvSource({ "silence, The cluster does not recover", "budget, The budget is overspent",
			"load, The load test gave no result", "fault, The fault could not be injected", "ready, not ready before",
			"before, fires before" })
	void scenarioFailsWithAReason(String fault, String reason) throws IOException {
		Command gameday = gameday(fault, "--scenario", "database-gone");
		assertThat(gameday.status()).as(gameday.output()).isEqualTo(1);
		assertThat(gameday.output()).contains("FAIL  database-gone", reason);
		if (reason.contains("before")) {
			assertThat(calls()).as("no fault is made in a cluster that is not healthy")
				.noneMatch(call -> call.contains("--replicas=0"));
		}
		else {
			assertRepaired("database-gone");
		}
	}

	/** Checks that the scenario has undone its fault and lets Argo CD sync again. */
	private void assertRepaired(String scenario) throws IOException {
		List<String> calls = calls();
		switch (scenario) {
			case "database-gone" -> assertThat(calls).containsSubsequence(
					kubectl("--namespace chronobook scale statefulset/chronobook-db --replicas=0"),
					kubectl("--namespace chronobook scale statefulset/chronobook-db --replicas=1"), syncFromGit());
			case "nothing-ready" -> assertThat(calls).containsSubsequence(
					kubectl("--namespace chronobook scale rollout/chronobook-web --replicas=0"),
					kubectl("--namespace chronobook scale rollout/chronobook-web --replicas=2"), syncFromGit());
			case "mesh-abort", "mesh-delay" -> {
				assertThat(routes()).hasSizeGreaterThan(2);
				assertThat(routes().getLast()).isEqualTo(routes().getFirst());
				assertThat(calls).contains(syncFromGit());
			}
			case "table-locked" -> assertThat(calls).anyMatch(call -> call.contains("pg_terminate_backend"));
			case "disk-full" -> assertThat(calls).anyMatch(call -> call.contains("umount"))
				.anyMatch(call -> call.contains("delete pv/chronobook-gameday"));
			default ->
				assertThat(calls).anyMatch(call -> call.contains("delete pod chronobook-web-6f-a --grace-period=0"));
		}
	}

	private static String syncFromGit() {
		return kubectl(
				"--namespace argocd patch application root --type merge --patch {\"spec\":{\"syncPolicy\":{\"automated\":{\"prune\":true,\"selfHeal\":true}}}}");
	}

	@ParameterizedTest
	@CsvSource({ "mesh-abort, /abort/httpStatus, 503", "mesh-delay, /delay/fixedDelay, 2s" })
	void meshFaultIsSetOnEveryRouteAndRemoved(String scenario, String path, String value) throws IOException {
		assertThat(gameday("", "--scenario", scenario).status()).isZero();
		assertThat(routes().get(1).at("/spec/http")).hasSize(2)
			.allSatisfy(route -> assertThat(route.at("/fault" + path).asString()).isEqualTo(value));
		assertThat(routes().getLast().findValues("fault")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alert", "slow" })
	void interruptedScenarioEndsItsProcessesAndUndoesItsFault(String fault) throws IOException, InterruptedException {
		Process gameday = Command.start(this.folder, environment(fault, "60"), words("--scenario", "database-gone"))
			.process();
		while (!Files.readString(this.folder.resolve("asked")).contains("asked")) {
			assertThat(gameday.waitFor(50, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
		}
		List<ProcessHandle> processes = gameday.descendants().toList();
		gameday.destroy();
		assertThat(gameday.waitFor(5, TimeUnit.MINUTES)).isTrue();
		assertThat(processes).as("what could inject the fault again").isNotEmpty().noneMatch(ProcessHandle::isAlive);
		assertRepaired("database-gone");
		assertThat(calls().getLast()).contains("delete namespace chronobook-gameday");
	}

	@Test
	void loadPassesTheGatewayAndIsCounted() {
		String load = Repository.text("k3d/gameday.js");
		assertThat(load).contains("'chronobook.localhost': __ENV.GATEWAY")
			.contains("\\ngameday ${JSON.stringify(seen)}");
		for (String name : List.of("seconds", "requests", "failed", "slow")) {
			assertThat(load).contains(name + ": ");
		}
		for (String file : List.of("k3d/gameday-load.yaml", "k3d/gameday.yaml")) {
			List<Manifest> objects = Repository.documents(Repository.text(file)).stream().map(Manifest::new).toList();
			assertThat(objects).flatMap(Schemas.orSkip()::errors).isEmpty();
		}
	}

	@Test
	void filledVolumeMatchesTheAlertAndIsNotOnTheLaptopsDisk() {
		JsonNode claim = Repository.documents(Repository.text("k3d/gameday.yaml")).get(1);
		String expression = Rule.alerts()
			.stream()
			.filter(alert -> alert.toString().equals("ChronoBookVolumeFilling (page)"))
			.findAny()
			.orElseThrow()
			.expression();
		assertThat(expression).contains("persistentvolumeclaim=~\"(.+-)?chronobook-.+\"");
		assertThat(claim.at("/metadata/name").asString("")).matches("(.+-)?chronobook-.+");
		assertThat(Repository.text("k3d/gameday")).contains("mount -t tmpfs -o size=64m");
	}

	@Test
	void refusesAnUnknownScenario() {
		Command unknown = gameday("", "--scenario", "earthquake");
		assertThat(unknown.status()).isEqualTo(1);
		assertThat(unknown.output()).contains("there is no scenario earthquake");
	}

	private static String kubectl(String words) {
		return "kubectl --context k3d-chronobook " + words;
	}

	private List<String> calls() throws IOException {
		return Files.readAllLines(this.folder.resolve("calls"));
	}

	private List<JsonNode> routes() throws IOException {
		return Files.readAllLines(this.folder.resolve("routes")).stream().map(JsonMapper.shared()::readTree).toList();
	}

	private Command gameday(String fault, String... options) {
		return Command.run(this.folder, environment(fault, "0"), words(options));
	}

	private String[] words(String... options) {
		return Stream
			.concat(Stream.of(Repository.file("k3d/gameday").toString(), "--report",
					this.folder.resolve("report").toString(), "--warm-up", "0"), Stream.of(options))
			.toArray(String[]::new);
	}

	private Map<String, String> environment(String fault, String limit) {
		return new HashMap<>(Map.of("PATH", this.programs + ":" + System.getenv("PATH"), "FAULT", fault,
				"GAMEDAY_PAUSE", "0", "GAMEDAY_LIMIT", limit, "ASKED", this.folder.resolve("asked").toString(),
				"ROUTES", this.folder.resolve("routes").toString()));
	}

	private void program(String name, String does) throws IOException {
		Path program = this.programs.resolve(name);
		Files.writeString(program, "#!/bin/sh\nbad() { test \"$FAULT\" = \"$1\"; }\necho \"%s $*\" >> '%s'\n%s\n"
			.formatted(name, this.folder.resolve("calls"), does));
		assertThat(program.toFile().setExecutable(true)).isTrue();
	}

}
