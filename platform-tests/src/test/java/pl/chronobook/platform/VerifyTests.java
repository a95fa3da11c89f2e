package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rehearses {@code k3d/verify} and {@code k3d/restore} without a cluster: fakes of the
 * tools answer like a healthy cluster or, in one respect, like a broken one. A step that
 * passes on a broken cluster would prove nothing.
 */
class VerifyTests {

	private static final String KUBECTL = """
			case "$*" in
			*'get applications'*) healthy=Healthy; bad applications && healthy=Degraded
			  echo '{"items":['; for name in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do
			  echo '{"metadata":{"name":"a"},"status":{"sync":{"status":"Synced"},"health":{"status":"Healthy"}}},'; done
			  echo '{"metadata":{"name":"b"},"status":{"sync":{"status":"Synced"},"health":{"status":"'$healthy'"}}}]}' ;;
			*'get pods'*) code=0; bad probes && code=1; reason=ImagePullBackOff; bad rollback && reason=PodInitializing
			  echo '{"items":[{"status":{"conditions":[{"type":"Ready","status":"True"}],"initContainerStatuses":['
			  echo '{"name":"migrate","state":{"terminated":{"exitCode":'$code'},"waiting":{"reason":"'$reason'"}}}]}}]}' ;;
			*'wait --for=condition=complete'*training*) bad training && exit 1 ;;
			*'get service chronobook-web'*) bad self-healing && exit 1; echo 80 ;;
			*'get nodes'*) echo k3d-chronobook-server-0 ;;
			*stats/summary*) name=chronobook-db; bad volume-metrics && name=other
			  echo '{"pods":[{"volume":[{"name":"tmp"},{"pvcRef":{"name":"'$name'"},"capacityBytes":5368709120}]}]}' ;;
			*'exec --container'*) bad superuser && echo ' 1' || echo 'FATAL: pg_hba.conf rejects connection' ;;
			*'exec --stdin'*) cat >/dev/null; bad restore && exit 1 ;;
			*'query?query=sum'*) value=3; bad metrics && value=0; echo '{"data":{"result":[{"value":[1,"'$value'"]}]}}' ;;
			*'query?query=count'*) value=0; bad alerts && value=2; echo '{"data":{"result":[{"value":[1,"'$value'"]}]}}' ;;
			*/api/v1/rules*) echo '{"data":{"groups":[{"rules":[{"name":"ChronoBookDown"}]}]}}' ;;
			*loki*) result='[{}]'; bad logs && result='[]'; echo '{"data":{"result":'$result'}}' ;;
			*/api/traces/*) service=chronobook; bad traces && service=other
			  for name in $service istio-gateway.istio-ingress; do
			  echo '{"batches":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"'$name'"}}]},'
			  echo '"scopeSpans":[{"spans":[{"attributes":[{"key":"pyroscope.profile.id","value":{"stringValue":"a1"}}]}]}]}]}'; done |
			  jq --slurp . ;;
			*pyroscope*) name=pl.chronobook.Dashboard.show; bad profiles && name=java.lang.Thread.run
			  echo '{"flamebearer":{"names":["total","'$name'"],"numTicks":20000000}}' ;;
			*kiali*) to=chronobook-db; bad graph && to=elsewhere
			  echo '{"elements":{"nodes":[{"data":{"id":"1","app":"istio-gateway"}},{"data":{"id":"2","app":"chronobook-web"}},'
			  echo '{"data":{"id":"3","app":"'$to'"}}],"edges":[{"data":{"source":"1","target":"2"}},{"data":{"source":"2","target":"3"}}]}}' ;;
			*'run verify-unsigned'*) bad admission && echo 'pod/verify-unsigned created (server dry run)' ||
			  echo 'Error from server: admission webhook "mutate.kyverno.svc-fail" denied the request: policy Pod/chronobook/verify-unsigned for resource error: chronobook-signed-images: signed-images: no signatures found' ;;
			*'run verify-plain'*) bad mutual-tls && echo '<html>' || echo 'wget: error getting response: Connection reset by peer' ;;
			*'get rollout chronobook-web'*) abort=true; bad broken-release && abort=false
			  phase=Healthy; bad rollback && phase=Progressing; weight=10; [ $(wc -l < "$STATE") -lt 2 ] || weight=0
			  echo x >> "$STATE"
			  echo '{"metadata":{"generation":7},"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"VERIFY_RELEASE"}]}]}}},'
			  echo '"status":{"phase":"'$phase'","observedGeneration":"7","stableRS":"a","currentPodHash":"a",'
			  echo '"abort":'$abort',"canary":{"weights":{"canary":{"weight":'$weight'}}}}}' ;;
			*'patch application chronobook'*) : > "$STATE" ;;
			*'get crd rollouts'*) echo crd/rollouts.argoproj.io ;;
			*'get rollout/chronobook-web'*) echo 2 ;;
			*'get cronjobs'*) echo chronobook-training; echo chronobook-backup ;;
			esac
			true
			""";

	private static final String CURL = """
			case "$*" in
			*'cookie chronobook-version=canary'*) bad broken-release && exit 22; true ;;
			*dump-header*) read -r n < "$COUNTER"; n=$((n + 1)); echo $n > "$COUNTER"
			  version=stable; [ $((n % 10)) -ne 0 ] || bad canary || version=canary
			  echo "Set-Cookie: chronobook-version=$version; Path=/" ;;
			*/register*) bad journey && exit 22; echo '<input type="hidden" name="_csrf" value="token">' ;;
			*) bad page && exit 22; echo '<input type="hidden" name="_csrf" value="token"><input name="password"><form action="/logout">' ;;
			esac
			""";

	@TempDir
	private Path folder;

	private Path programs;

	@BeforeEach
	void standIns() throws IOException {
		Tools.orSkip("jq");
		this.programs = Files.createDirectory(this.folder.resolve("bin"));
		Files.writeString(this.folder.resolve("counter"), "0\n");
		Files.writeString(this.folder.resolve("state"), "");
		program("kubectl", KUBECTL);
		program("curl", CURL);
		program("docker",
				"case \"$*\" in 'port '*) echo 127.0.0.1:9443 ;; *' ls '*) echo chronobook-20260101T000000Z.dump ;; *' cat '*) echo dump ;; esac");
		program("chromium",
				"bad picture && exit; for o; do case $o in --screenshot=*) echo png > \"${o#--screenshot=}\" ;; esac; done");
	}

	@Test
	void everyStepPassesOnAHealthyCluster() throws IOException {
		Command verify = verify("", "--profile", "full");
		assertThat(verify.status()).as(verify.output()).isZero();
		String report = Files.readString(this.folder.resolve("report/report.md"));
		assertThat(steps()).allSatisfy(step -> assertThat(report).contains("| `" + step + "` | "));
		assertThat(report).doesNotContain("FAIL").contains("![The sign-in page](login.png)");
		assertThat(Files.readString(this.folder.resolve("calls"))).as("everything goes back to Git")
			.contains(
					"patch application root --type merge --patch {\"spec\":{\"syncPolicy\":{\"automated\":{\"prune\":true");
	}

	static Stream<String> steps() {
		return verifyList().lines().map(line -> line.split(" ", 2)[0]);
	}

	@ParameterizedTest
	@MethodSource("steps")
	void everyStepFailsOnAClusterThatBreaksItsCriterion(String step) {
		Command verify = verify(step, "--profile", "full", "--step", step);
		assertThat(verify.status()).as(verify.output()).isEqualTo(1);
		assertThat(verify.output()).contains("FAIL  " + step);
	}

	@Test
	void acceptancePageNamesExactlyTheSteps() {
		Matcher step = Pattern.compile("\\| `k3d/verify` ([a-z-]+)").matcher(Repository.text("docs/acceptance.md"));
		Set<String> named = new TreeSet<>();
		while (step.find()) {
			named.add(step.group(1));
		}
		assertThat(named).containsExactlyInAnyOrderElementsOf(steps().toList());
	}

	@Test
	void acceptancePageNamesExistingTests() {
		Matcher test = Pattern.compile("`([A-Z]\\w+Tests?)`").matcher(Repository.text("docs/acceptance.md"));
		Set<String> named = new TreeSet<>();
		while (test.find()) {
			named.add(test.group(1) + ".java");
		}
		assertThat(named).isNotEmpty();
		for (String root : List.of("src/test/java", "ml-training/src/test/java", "platform-tests/src/test/java")) {
			try (Stream<Path> files = Files.walk(Repository.file(root))) {
				files.forEach(file -> named.remove(file.getFileName().toString()));
			}
			catch (IOException ex) {
				throw new AssertionError(root, ex);
			}
		}
		assertThat(named).as("tests that are nowhere").isEmpty();
	}

	@Test
	void failedRestoreResumesTheApplication() throws IOException {
		Command restore = run("restore", Repository.file("k3d/restore").toString(), "newest");
		assertThat(restore.status()).isNotZero();
		List<String> calls = Files.readAllLines(this.folder.resolve("calls"));
		assertThat(calls).containsSubsequence(kubectl(
				"--namespace argocd patch application root --type merge --patch {\"spec\":{\"syncPolicy\":{\"automated\":null}}}"),
				kubectl("--namespace chronobook scale rollout/chronobook-web --replicas=0"),
				kubectl("--namespace chronobook exec --stdin --container postgres statefulset/chronobook-db -- sh /scripts/restore.sh"),
				kubectl("--namespace chronobook scale rollout/chronobook-web --replicas=2"),
				kubectl("--namespace chronobook patch cronjob chronobook-training --patch {\"spec\":{\"suspend\":false}}"),
				kubectl("--namespace argocd patch application chronobook --type merge --patch {\"spec\":{\"syncPolicy\":{\"automated\":{\"prune\":true,\"selfHeal\":true}}}}"));
		assertThat(calls).as("no network is needed")
			.noneMatch(call -> call.startsWith("git") || call.startsWith("curl") || call.startsWith("helm"));
	}

	private static String kubectl(String words) {
		return "kubectl --context k3d-chronobook " + words;
	}

	private static String verifyList() {
		return Command.run(Repository.ROOT, Map.of(), Repository.file("k3d/verify").toString(), "--list").output();
	}

	private Command verify(String fault, String... options) {
		return run(fault,
				Stream
					.concat(Stream.of(Repository.file("k3d/verify").toString(), "--report",
							this.folder.resolve("report").toString()), Stream.of(options))
					.toArray(String[]::new));
	}

	private Command run(String fault, String... words) {
		Map<String, String> environment = new HashMap<>(Map.of("PATH", this.programs + ":" + System.getenv("PATH"),
				"FAULT", fault, "VERIFY_PAUSE", "0", "COUNTER", this.folder.resolve("counter").toString(), "STATE",
				this.folder.resolve("state").toString()));
		if (!fault.isEmpty()) {
			environment.put("VERIFY_LIMIT", "0");
		}
		return Command.run(this.folder, environment, words);
	}

	private void program(String name, String does) throws IOException {
		Path program = this.programs.resolve(name);
		Files.writeString(program, "#!/bin/sh\nbad() { test \"$FAULT\" = \"$1\"; }\necho \"%s $*\" >> '%s'\n%s\n"
			.formatted(name, this.folder.resolve("calls"), does));
		assertThat(program.toFile().setExecutable(true)).isTrue();
	}

}
