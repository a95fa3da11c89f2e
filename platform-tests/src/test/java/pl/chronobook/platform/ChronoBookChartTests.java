package pl.chronobook.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the chart renders fits together and is safe, with every values file.
 */
class ChronoBookChartTests {

	private static final Chart CHART = Chart.of("charts/chronobook").withTests();

	/** Made by somebody else: the bootstrap script, CloudNativePG, whoever runs it. */
	private static final Set<String> SECRETS_OF_OTHERS = Set.of("chronobook-database", "chronobook-training",
			"chronobook-db-app", "chronobook-google-books");

	static Stream<Values> values() {
		Values own = Values.of()
			.with("database.host", "postgres.example.org")
			.with("database.password", "only-for-this-test");
		return Stream.of(Values.of("values/laptop-minimal.yaml"), Values.of("values/laptop-full.yaml"),
				Values.of("values/laptop-full.yaml", "values/canary.yaml"), Values.of("values/production.yaml"), own,
				own.with("networkPolicy.enabled", true)
					.with("networkPolicy.databaseCidrs[0]", "10.0.0.7/32")
					.with("googleBooks.existingSecret", "chronobook-google-books")
					.with("training.enabled", false)
					.with("metrics.serviceMonitor.enabled", true)
					.with("metrics.serviceMonitor.labels.release", "prometheus")
					.with("imagePullSecrets[0]", "chronobook-google-books"),
				Values.of("values/laptop-minimal.yaml")
					.with("database.training.existingSecret", "chronobook-training")
					.with("training.image.digest", "sha256:" + "0".repeat(64)),
				Values.of("values/production.yaml")
					.with("metrics.serviceMonitor.enabled", true)
					.with("metrics.rules.enabled", true)
					.with("metrics.rules.labels.release", "prometheus")
					.with("database.training.existingSecret", "chronobook-training")
					.with("cloudnativePg.backup.method", "volumeSnapshot")
					.with("cloudnativePg.backup.volumeSnapshotClass", "csi"),
				Values.of("values/production.yaml")
					.with("ingress.enabled", false)
					.with("mesh.enabled", true)
					.with("mesh.tlsSecret", "chronobook-tls"));
	}

	@Test
	void everyValuesFileIsTested() {
		Set<String> tested = new HashSet<>();
		values().forEach(values -> tested.addAll(values.files()));
		assertThat(Repository.files("charts/chronobook/values", ".yaml")).isNotEmpty()
			.allSatisfy(file -> assertThat(tested).contains("values/" + file.getFileName()));
	}

	@Test
	void lints() {
		LintResult result = CHART.lint();
		assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			web.replicas             | 0            | '/web/replicas': minimum: got 0, want 1
			web.replcas              | 2            | additional properties 'replcas' not allowed
			database.mode            | mysql        | 'existing', 'standalone', 'cloudnative-pg'
			database.port            | 70000        | '/database/port': maximum
			url                      | chronobook   | '/url'
			image.digest             | sha256:12    | '/image/digest'
			standalone.image         | postgres     | '/standalone/image'
			standalone.image         | a/postgres:latest | '/standalone/image'
			web.resources.limits.memory | lots      | '/web/resources/limits/memory'
			web.config.DB_PASSWORD   | x            | 'DB_PASSWORD'
			training.partitions      | 0            | '/training/partitions'
			training.schedule        | nightly      | '/training/schedule'
			tracing.sampling         | 2            | '/tracing/sampling': maximum
			tracing.endpoint         | alloy:4317   | '/tracing/endpoint'
			canary.weight            | 101          | '/canary/weight': maximum
			mesh.gatewayAccount      | gateway      | '/mesh/gatewayAccount'
			mesh.timeouts.read       | soon         | '/mesh/timeouts/read'
			networkPolicy.databaseCidrs[0] | db     | '/networkPolicy/databaseCidrs/0'
			""")
	void refusesValuesThatCannotBeRight(String name, String value, String message) {
		assertThatIllegalStateException()
			.isThrownBy(() -> CHART.render(Values.of("values/laptop-minimal.yaml").with(name, value)))
			.withMessageContaining(message);
	}

	@Test
	void saysWhatIsMissing() {
		Values values = Values.of("values/laptop-minimal.yaml");
		refuses(values.with("database.mode", "existing"), "database.host: say where the existing database is");
		refuses(values.with("database.existingSecret", ""), "database.existingSecret: name a Secret");
		refuses(values.with("podDisruptionBudget.enabled", true), "set web.replicas to 2 or more");
		refuses(values.with("canary.enabled", true), "canary.image: say which tag or digest");
		refuses(values.with("mesh.enabled", true), "ingress.enabled: in a mesh its gateway leads readers in");
		refuses(Values.of("values/laptop-full.yaml").with("mesh.tlsSecret", ""), "mesh.tlsSecret: name the Secret");
		refuses(Values.of("values/production.yaml")
			.with("ingress.enabled", false)
			.with("mesh.enabled", true)
			.with("mesh.tlsSecret", "chronobook-tls")
			.with("networkPolicy.enabled", false), "networkPolicy.enabled: instances of CloudNativePG have no sidecar");
		refuses(Values.of("values/production.yaml").with("cloudnativePg.backup.objectStore", ""),
				"cloudnativePg.backup.objectStore: name the ObjectStore");
	}

	private static void refuses(Values values, String message) {
		assertThatIllegalStateException().isThrownBy(() -> CHART.render(values)).withMessageContaining(message);
	}

	@ParameterizedTest
	@MethodSource("values")
	void everyObjectFitsItsSchema(Values values) {
		Schemas schemas = Schemas.orSkip();
		assertThat(CHART.render(values)).isNotEmpty().flatMap(schemas::errors).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("values")
	void namesAreUniqueAndLabelsAreThoseThatKubernetesRecommends(Values values) {
		List<Manifest> objects = CHART.render(values);
		assertThat(objects).extracting(Manifest::toString).doesNotHaveDuplicates();
		assertThat(objects).allSatisfy(object -> {
			assertThat(object.name()).startsWith("chronobook");
			assertThat(object.labels()).containsKeys("app.kubernetes.io/name", "app.kubernetes.io/instance",
					"app.kubernetes.io/version", "app.kubernetes.io/component", "app.kubernetes.io/part-of",
					"app.kubernetes.io/managed-by", "helm.sh/chart");
		});
		assertThat(podsOf(objects)).allSatisfy(pods -> assertThat(pods.podLabels())
			.containsEntry("app.kubernetes.io/component", pods.labels().get("app.kubernetes.io/component")));
	}

	@ParameterizedTest
	@MethodSource("values")
	void selectorsFindTheirOwnPodsAndNoOthers(Values values) {
		List<Manifest> objects = CHART.render(values);
		for (Manifest workload : kinds(objects, "Deployment", "StatefulSet")) {
			Map<String, String> selector = Manifest.map(workload.at("/spec/selector/matchLabels"));
			assertThat(podsOf(objects)).filteredOn(pods -> pods.podLabels().entrySet().containsAll(selector.entrySet()))
				.containsExactly(workload);
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void servicesLeadToPortsOfPods(Values values) {
		List<Manifest> objects = CHART.render(values);
		for (Manifest service : kinds(objects, "Service")) {
			List<Manifest> pods = selected(objects, service.at("/spec/selector"));
			assertThat(pods).as(service.toString()).isNotEmpty();
			for (JsonNode port : service.at("/spec/ports")) {
				// A mesh knows the protocol by the name
				assertThat(port.path("name").asString("")).matches("(http|tcp)(-[a-z]+)?");
				assertThat(pods)
					.allSatisfy(pod -> assertThat(portNames(pod)).contains(port.path("targetPort").asString("")));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void theIngressLeadsToTheService(Values values) {
		List<Manifest> objects = CHART.render(values);
		for (Manifest ingress : kinds(objects, "Ingress")) {
			JsonNode backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
			assertThat(servicePortNames(objects, backend.path("name").asString("")))
				.contains(backend.at("/port/name").asString(""));
			assertThat("http://" + ingress.at("/spec/rules/0/host").asString("")).isIn("http://chronobook.localhost",
					"http://chronobook.example.org");
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void probesAskNamedPortsOnThePathsOfTheApplication(Values values) {
		Manifest web = web(CHART.render(values));
		JsonNode container = web.containers().getFirst();
		assertThat(container.at("/startupProbe/httpGet/path").asString("")).isEqualTo("/actuator/health/liveness");
		assertThat(container.at("/livenessProbe/httpGet/path").asString("")).isEqualTo("/actuator/health/liveness");
		assertThat(container.at("/readinessProbe/httpGet/path").asString("")).isEqualTo("/actuator/health/readiness");
		for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
			assertThat(container.at("/" + probe + "/httpGet/port").asString("")).isEqualTo("http-management");
		}
		JsonNode application = Repository.yaml("src/main/resources/application.yaml");
		assertThat(stream(container.path("ports")).map(port -> port.path("containerPort").asInt()))
			.containsExactly(application.at("/server/port").asInt(), application.at("/management/server/port").asInt());
		assertThat(application.at("/management/endpoint/health/probes/enabled").asBoolean(false)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("values")
	void aPodIsKilledOnlyAfterItsRequestsCouldFinish(Values values) {
		List<Manifest> objects = CHART.render(values);
		int shutdown = Integer.parseInt(kinds(objects, "ConfigMap").stream()
			.filter(map -> map.name().equals("chronobook-web"))
			.findAny()
			.orElseThrow()
			.at("/data/SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE")
			.asString("")
			.replace("s", ""));
		Manifest web = web(objects);
		int drain = web.containers().getFirst().at("/lifecycle/preStop/sleep/seconds").asInt();
		assertThat(web.podSpec().path("terminationGracePeriodSeconds").asInt()).isGreaterThan(shutdown + drain);
		assertThat(web.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
	}

	@ParameterizedTest
	@MethodSource("values")
	void podsAreRestrictedAndHaveNoToken(Values values) {
		List<Manifest> objects = CHART.render(values);
		Set<String> accounts = new HashSet<>();
		kinds(objects, "ServiceAccount").forEach(account -> accounts.add(account.name()));
		assertThat(podsOf(objects)).isNotEmpty().allSatisfy(pods -> {
			JsonNode spec = pods.podSpec();
			assertThat(spec.path("automountServiceAccountToken").asBoolean(true)).isFalse();
			assertThat(spec.path("serviceAccountName").asString("")).isIn(accounts);
			assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
			assertThat(spec.at("/securityContext/runAsUser").asInt()).isPositive();
			assertThat(spec.at("/securityContext/seccompProfile/type").asString("")).isEqualTo("RuntimeDefault");
			assertThat(List.of("hostNetwork", "hostPID", "hostIPC")).noneMatch(spec::has);
			assertThat(stream(spec.path("volumes"))).noneMatch(volume -> volume.has("hostPath"));
			assertThat(pods.containers()).isNotEmpty().allSatisfy(container -> {
				JsonNode context = container.path("securityContext");
				assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
				assertThat(context.path("readOnlyRootFilesystem").asBoolean(false)).isTrue();
				assertThat(context.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
				assertThat(context.at("/capabilities").has("add")).isFalse();
				assertThat(container.at("/resources/requests").has("cpu")).isTrue();
				assertThat(container.at("/resources/requests").has("memory")).isTrue();
				assertThat(container.at("/resources/limits").has("memory")).isTrue();
			});
		});
	}

	@ParameterizedTest
	@MethodSource("values")
	void imagesArePinned(Values values) {
		List<String> images = new ArrayList<>();
		for (Manifest object : CHART.render(values)) {
			object.containers().forEach(container -> images.add(container.path("image").asString("")));
			if (object.at("/spec/imageName").isString()) {
				images.add(object.at("/spec/imageName").asString(""));
			}
		}
		assertThat(images).isNotEmpty().allMatch(Images::pinned);
	}

	@Test
	void theDigestDecidesWhatRuns() {
		String digest = "sha256:" + "a".repeat(64);
		Values values = Values.of("values/laptop-minimal.yaml").with("image.digest", digest).with("image.tag", "1.2.3");
		assertThat(web(CHART.render(values)).containers().getFirst().path("image").asString(""))
			.endsWith("chronobook-web:1.2.3@" + digest);
	}

	@ParameterizedTest
	@MethodSource("values")
	void whatPodsReferToExists(Values values) {
		List<Manifest> objects = CHART.render(values);
		Set<String> names = new HashSet<>();
		objects.forEach(object -> names.add(object.toString()));
		SECRETS_OF_OTHERS.forEach(secret -> names.add("Secret/" + secret));
		for (Manifest pods : podsOf(objects)) {
			Set<String> references = new LinkedHashSet<>();
			for (JsonNode container : pods.containers()) {
				container.path("envFrom")
					.forEach(from -> references.add("ConfigMap/" + from.at("/configMapRef/name").asString("")));
				stream(container.path("env")).filter(env -> env.has("valueFrom"))
					.forEach(env -> references.add("Secret/" + env.at("/valueFrom/secretKeyRef/name").asString("")));
				Set<String> volumes = new HashSet<>();
				pods.podSpec().path("volumes").forEach(volume -> volumes.add(volume.path("name").asString("")));
				assertThat(stream(container.path("volumeMounts")).map(mount -> mount.path("name").asString("")))
					.isSubsetOf(volumes);
			}
			for (JsonNode volume : pods.podSpec().path("volumes")) {
				if (volume.has("configMap")) {
					references.add("ConfigMap/" + volume.at("/configMap/name").asString(""));
				}
				if (volume.has("persistentVolumeClaim")) {
					references
						.add("PersistentVolumeClaim/" + volume.at("/persistentVolumeClaim/claimName").asString(""));
				}
			}
			assertThat(names).as(pods.toString()).containsAll(references);
		}
		for (Manifest scaler : kinds(objects, "HorizontalPodAutoscaler")) {
			assertThat(names).contains("Deployment/" + scaler.at("/spec/scaleTargetRef/name").asString(""));
			assertThat(web(objects).at("/spec").has("replicas")).as("the scaler alone sets the number").isFalse();
		}
		for (Manifest selecting : kinds(objects, "PodDisruptionBudget", "ServiceMonitor")) {
			assertThat(selected(objects, selecting.at("/spec/selector/matchLabels"))).isNotEmpty();
		}
		for (Manifest volume : kinds(objects, "PersistentVolume")) {
			assertThat(names).contains("PersistentVolumeClaim/" + volume.at("/spec/claimRef/name").asString(""));
			assertThat(volume.at("/spec/persistentVolumeReclaimPolicy").asString("")).isEqualTo("Retain");
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void noSecretIsInAConfigMapOrInTheOpen(Values values) {
		for (Manifest object : CHART.render(values)) {
			if (object.kind().equals("Secret")) {
				continue;
			}
			assertThat(object.json().toString()).as(object.toString()).doesNotContain("only-for-this-test");
			if (object.kind().equals("ConfigMap")) {
				assertThat(Manifest.map(object.at("/data")).keySet())
					.noneMatch(key -> key.matches("(?i).*(password|secret|token|api_?key|credential).*"));
			}
			for (JsonNode container : object.containers()) {
				assertThat(stream(container.path("env")).filter(env -> env.has("value")))
					.noneMatch(env -> env.path("name").asString("").matches(".*(PASSWORD|SECRET|TOKEN|APIKEY).*"));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void policiesCoverEveryPodAndAllowWhatIsNeeded(Values values) {
		List<Manifest> objects = CHART.render(values);
		List<Manifest> policies = kinds(objects, "NetworkPolicy");
		if (policies.isEmpty()) {
			return;
		}
		for (Manifest pods : podsOf(objects)) {
			assertThat(policies).as(pods.toString())
				.anyMatch(policy -> pods.podLabels()
					.entrySet()
					.containsAll(Manifest.map(policy.at("/spec/podSelector/matchLabels")).entrySet()));
		}
		for (Manifest policy : policies) {
			List<Manifest> governed = selected(objects, policy.at("/spec/podSelector/matchLabels"));
			assertThat(policy.at("/spec/policyTypes").toString()).contains("Ingress");
			if (!governed.isEmpty()) {
				assertThat(policy.at("/spec/policyTypes").toString()).contains("Egress");
			}
			for (JsonNode rule : policy.at("/spec/ingress")) {
				assertThat(rule.path("from").isEmpty()).as("from somewhere in particular").isFalse();
				assertThat(rule.path("ports").isEmpty()).as("to a port in particular").isFalse();
				for (JsonNode port : rule.path("ports")) {
					boolean ofTheSidecar = port.path("port").asInt(0) == MeshTests.SIDECAR_METRICS;
					assertThat(governed)
						.allMatch(pods -> ofTheSidecar || portNames(pods).contains(port.path("port").asString("")));
				}
			}
		}
		// Who may reach the database's port: exactly those whose own policy lets them go
		// there
		policies.stream().filter(policy -> policy.name().equals("chronobook-db")).findAny().ifPresent(database -> {
			Map<String, String> labels = Manifest.map(database.at("/spec/podSelector/matchLabels"));
			List<String> clients = policies.stream()
				.filter(policy -> stream(policy.at("/spec/egress")).flatMap(rule -> stream(rule.path("to")))
					.anyMatch(to -> Manifest.map(to.at("/podSelector/matchLabels")).equals(labels)))
				.map(policy -> policy.labels().get("app.kubernetes.io/component"))
				.toList();
			List<String> allowed = stream(database.at("/spec/ingress/0/from"))
				.map(from -> Manifest.map(from.at("/podSelector/matchLabels")).get("app.kubernetes.io/component"))
				.toList();
			assertThat(allowed).containsExactlyInAnyOrderElementsOf(clients);
		});
	}

	@Test
	void trainingRunsAloneOnceANightAndInPartsWhenAsked() {
		Values values = Values.of("values/laptop-minimal.yaml");
		Manifest one = training(CHART.render(values));
		assertThat(one.at("/spec/concurrencyPolicy").asString("")).isEqualTo("Forbid");
		assertThat(one.at("/spec/startingDeadlineSeconds").asInt()).isPositive();
		assertThat(one.at("/spec/jobTemplate/spec/activeDeadlineSeconds").asInt()).isPositive();
		assertThat(one.at("/spec/jobTemplate/spec").has("completionMode")).isFalse();
		assertThat(one.containers().getFirst().path("args").toString()).isEqualTo("[\"train\"]");

		Manifest four = training(CHART.render(values.with("training.partitions", 4)));
		JsonNode job = four.at("/spec/jobTemplate/spec");
		assertThat(job.path("completionMode").asString("")).isEqualTo("Indexed");
		assertThat(job.path("completions").asInt()).isEqualTo(4);
		assertThat(job.path("parallelism").asInt()).isEqualTo(4);
		assertThat(job.has("backoffLimit")).as("retries are counted by partition").isFalse();
		assertThat(four.containers().getFirst().path("args").toString())
			.isEqualTo("[\"train\",\"--partition=$(JOB_COMPLETION_INDEX)/4\"]");
	}

	@Test
	void aLaptopsDataOutliveTheCluster() {
		for (String profile : List.of("minimal", "full")) {
			List<Manifest> objects = CHART.render(Values.of("values/laptop-" + profile + ".yaml"));
			List<Manifest> volumes = kinds(objects, "PersistentVolume");
			assertThat(volumes).extracting(volume -> volume.at("/spec/hostPath/path").asString(""))
				.containsExactlyInAnyOrder("/var/lib/chronobook/postgres", "/var/lib/chronobook/backups");
			assertThat(kinds(objects, "PersistentVolumeClaim")).hasSameSizeAs(volumes)
				.allMatch(
						claim -> claim.annotation("argocd.argoproj.io/sync-options").equals("Prune=false,Delete=false"))
				.extracting(claim -> claim.at("/spec/volumeName").asString(""))
				.containsExactlyInAnyOrderElementsOf(volumes.stream().map(Manifest::name).toList());
		}
	}

	@Test
	void cookiesAreSecureWhenTheAddressIs() {
		Values values = Values.of("values/laptop-minimal.yaml");
		assertThat(CHART.text(values)).contains("SERVER_SERVLET_SESSION_COOKIE_SECURE: \"false\"");
		assertThat(CHART.text(values.with("url", "https://books.example.org")))
			.contains("SERVER_SERVLET_SESSION_COOKIE_SECURE: \"true\"");
	}

	private static Manifest web(List<Manifest> objects) {
		return kinds(objects, "Deployment").stream()
			.filter(deployment -> deployment.name().equals("chronobook-web"))
			.findAny()
			.orElseThrow();
	}

	private static Manifest training(List<Manifest> objects) {
		return kinds(objects, "CronJob").stream()
			.filter(job -> job.name().equals("chronobook-training"))
			.findAny()
			.orElseThrow();
	}

	static List<Manifest> kinds(List<Manifest> objects, String... kinds) {
		return objects.stream().filter(object -> List.of(kinds).contains(object.kind())).toList();
	}

	static List<Manifest> podsOf(List<Manifest> objects) {
		return objects.stream().filter(object -> !object.podTemplate().isMissingNode()).toList();
	}

	/** The workloads whose pods have the labels. */
	static List<Manifest> selected(List<Manifest> objects, JsonNode labels) {
		return podsOf(objects).stream()
			.filter(pods -> pods.podLabels().entrySet().containsAll(Manifest.map(labels).entrySet()))
			.toList();
	}

	private static List<String> portNames(Manifest pods) {
		return pods.containers()
			.stream()
			.flatMap(container -> stream(container.path("ports")))
			.map(port -> port.path("name").asString(""))
			.toList();
	}

	private static List<String> servicePortNames(List<Manifest> objects, String service) {
		return ports(objects, service).map(port -> port.path("name").asString("")).toList();
	}

	static Stream<JsonNode> ports(List<Manifest> objects, String service) {
		return kinds(objects, "Service").stream()
			.filter(candidate -> candidate.name().equals(service))
			.flatMap(candidate -> stream(candidate.at("/spec/ports")));
	}

	static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

}
