package pl.chronobook.platform;

import java.util.ArrayList;
import java.util.HashMap;
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
 * The objects that the chart renders with each values file fit together and are secure.
 */
class ChronoBookChartTests {

	private static final Chart CHART = Chart.of("charts/chronobook").withTests();

	/**
	 * Secrets that the chart uses; the bootstrap, CloudNativePG or the operator makes
	 * them.
	 */
	private static final Set<String> EXTERNAL_SECRETS = Set.of("chronobook-database", "chronobook-training",
			"chronobook-google-books", "chronobook-oidc", "chronobook-household", "chronobook-vapid",
			"chronobook-devices");

	static Stream<Values> values() {
		Values own = Values.of()
			.with("database.host", "postgres.example.org")
			.with("database.password", "only-for-this-test");
		return Stream.of(Values.of("values/laptop-minimal.yaml"), Values.of("values/laptop-full.yaml"),
				Values.of("values/laptop-full.yaml").with("canary.enabled", false),
				Values.of("values/laptop-full.yaml")
					.with("admission.enabled", true)
					.with("admission.signer", "https://github.com/somebody/chronobook"),
				Values.of("values/laptop-full.yaml").with("autoscaling.enabled", true),
				Values.of("values/production.yaml"),
				Values.of("values/production.yaml", "values/production-cloudnative-pg.yaml"), own,
				own.with("networkPolicy.enabled", true)
					.with("networkPolicy.databaseCidrs[0]", "10.0.0.7/32")
					.with("googleBooks.existingSecret", "chronobook-google-books")
					.with("notifications.existingSecret", "chronobook-vapid")
					.with("outbound.allowedNetworks[0]", "192.168.1.0/24")
					.with("training.enabled", false)
					.with("metrics.serviceMonitor.enabled", true)
					.with("metrics.serviceMonitor.labels.release", "prometheus")
					.with("imagePullSecrets[0]", "chronobook-google-books"),
				Values.of("values/laptop-minimal.yaml")
					.with("database.training.existingSecret", "chronobook-training")
					.with("training.image.digest", "sha256:" + "0".repeat(64)),
				Values.of("values/production.yaml", "values/production-cloudnative-pg.yaml")
					.with("metrics.rules.labels.release", "prometheus")
					.with("cloudnativePg.backup.method", "volumeSnapshot")
					.with("cloudnativePg.backup.volumeSnapshotClass", "csi"),
				Values.of("values/production.yaml", "values/production-cloudnative-pg.yaml")
					.with("ingress.enabled", false)
					.with("mesh.enabled", true)
					.with("mesh.tlsSecret", "chronobook-tls")
					.with("registration", "oidc-only")
					.with("oidc.providers.library.issuer", "https://id.example.org/realms/readers")
					.with("oidc.providers.library.clientId", "chronobook")
					.with("oidc.providers.library.name", "Biblioteka Miejska")
					.with("oidc.providers.library.existingSecret", "chronobook-oidc")
					.with("oidc.providers.library.hosts[0]", "keys.example.org")
					.with("oidc.providers.household.issuer", "https://id.example.org/realms/home")
					.with("oidc.providers.household.clientId", "books")
					.with("oidc.providers.household.existingSecret", "chronobook-household")
					.with("oidc.providers.household.secretKey", "secret")
					.with("devices.existingSecret", "chronobook-devices")
					.with("devices.servers[0]", "sync.koreader.rocks"));
	}

	@Test
	void everyValuesFileIsTested() {
		Set<String> tested = new HashSet<>();
		values().forEach(values -> tested.addAll(values.files()));
		assertThat(Repository.files("charts/chronobook/values", ".yaml")).isNotEmpty()
			.allSatisfy(file -> assertThat(tested).contains("values/" + file.getFileName()));
	}

	@Test
	void eachProviderOfSignInIsConfiguredWithItsSecretAndReachedThroughTheMesh() {
		Values production = values().filter(values -> values.settings().containsKey("oidc.providers.library.issuer"))
			.findFirst()
			.orElseThrow();
		List<Manifest> objects = CHART.render(production);
		Map<String, JsonNode> environment = environmentOfWeb(objects);
		String client = "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_";
		String provider = "SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_";
		assertThat(environment.get(provider + "LIBRARY_ISSUERURI").path("value").asString(""))
			.isEqualTo("https://id.example.org/realms/readers");
		assertThat(environment.get(client + "LIBRARY_CLIENTNAME").path("value").asString(""))
			.isEqualTo("Biblioteka Miejska");
		assertThat(Manifest.map(environment.get(client + "LIBRARY_CLIENTSECRET").at("/valueFrom/secretKeyRef")))
			.isEqualTo(Map.of("name", "chronobook-oidc", "key", "client-secret"));
		assertThat(environment.get(provider + "HOUSEHOLD_ISSUERURI").path("value").asString(""))
			.isEqualTo("https://id.example.org/realms/home");
		assertThat(environment.get(client + "HOUSEHOLD_CLIENTID").path("value").asString("")).isEqualTo("books");
		assertThat(environment.get(client + "HOUSEHOLD_CLIENTNAME").path("value").asString(""))
			.isEqualTo("id.example.org");
		assertThat(Manifest.map(environment.get(client + "HOUSEHOLD_CLIENTSECRET").at("/valueFrom/secretKeyRef")))
			.isEqualTo(Map.of("name", "chronobook-household", "key", "secret"));
		assertThat(objects).filteredOn(object -> object.kind().equals("ServiceEntry"))
			.filteredOn(object -> object.at("/spec/hosts").toString().contains("example.org"))
			.singleElement()
			.satisfies(entry -> assertThat(entry.at("/spec/hosts").toString())
				.isEqualTo("[\"id.example.org\",\"keys.example.org\"]"));
	}

	@Test
	void linksKeepThePortButHostNamesHaveNone() {
		List<Manifest> objects = CHART
			.render(Values.of("values/laptop-minimal.yaml").with("url", "http://chronobook.localhost:9080"));
		assertThat(environmentOfWeb(objects).get("CHRONOBOOK_PUBLICADDRESS").path("value").asString(""))
			.isEqualTo("http://chronobook.localhost:9080");
		assertThat(objects).filteredOn(object -> object.kind().equals("Ingress"))
			.singleElement()
			.satisfies(ingress -> assertThat(ingress.at("/spec/rules/0/host").asString(""))
				.isEqualTo("chronobook.localhost"));
	}

	private static Map<String, JsonNode> environmentOfWeb(List<Manifest> objects) {
		Map<String, JsonNode> environment = new HashMap<>();
		for (Manifest object : objects) {
			object.podSpec()
				.path("containers")
				.valueStream()
				.filter(container -> container.path("name").asString("").equals("web"))
				.flatMap(container -> container.path("env").valueStream())
				.forEach(variable -> environment.put(variable.path("name").asString(""), variable));
		}
		return environment;
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
			profiling.endpoint       | pyroscope:4040 | '/profiling/endpoint'
			canary.weight            | 51           | '/canary/weight': maximum
			canary.seconds           | 10           | '/canary/seconds': minimum
			mesh.gatewayAccount      | gateway      | '/mesh/gatewayAccount'
			mesh.timeouts.read       | soon         | '/mesh/timeouts/read'
			oidc.providers.two-words.clientId | x | 'two-words'
			oidc.providers.one.clientId | x       | missing property 'issuer'
			oidc.providers.one.issuer   | http://id.example.org | '/oidc/providers/one/issuer'
			registration             | oidc-only    | registration is oidc-only, but there is no provider
			notifications.hosts[0]   | https://fcm.googleapis.com | '/notifications/hosts/0'
			outbound.allowedNetworks[0] | home      | '/outbound/allowedNetworks/0'
			networkPolicy.databaseCidrs[0] | db     | '/networkPolicy/databaseCidrs/0'
			""")
	void invalidValuesAreRefused(String name, String value, String message) {
		assertThatIllegalStateException()
			.isThrownBy(() -> CHART.render(Values.of("values/laptop-minimal.yaml").with(name, value)))
			.withMessageContaining(message);
	}

	@Test
	void missingValueIsNamedInTheMessage() {
		Values values = Values.of("values/laptop-minimal.yaml");
		refuses(values.with("database.mode", "existing"), "database.host: say where the existing database is");
		refuses(values.with("database.existingSecret", ""), "database.existingSecret: name a Secret");
		refuses(values.with("podDisruptionBudget.enabled", true), "set web.replicas to 2 or more");
		refuses(values.with("admission.enabled", true), "admission.signer: name the repository");
		refuses(values.with("canary.enabled", true), "canary.enabled: only a mesh can give");
		refuses(values.with("mesh.enabled", true), "ingress.enabled: in a mesh its gateway leads readers in");
		refuses(Values.of("values/laptop-full.yaml").with("mesh.tlsSecret", ""), "mesh.tlsSecret: name the Secret");
		Values operator = Values.of("values/production.yaml", "values/production-cloudnative-pg.yaml");
		refuses(operator.with("ingress.enabled", false)
			.with("mesh.enabled", true)
			.with("mesh.tlsSecret", "chronobook-tls")
			.with("networkPolicy.enabled", false), "networkPolicy.enabled: instances of CloudNativePG have no sidecar");
		refuses(operator.with("cloudnativePg.backup.method", "volumeSnapshot"),
				"cloudnativePg.backup.volumeSnapshotClass: name the class");
		refuses(operator.with("cloudnativePg.backup.objectStore.destinationPath", ""),
				"cloudnativePg.backup.objectStore.destinationPath: say where backups go");
		refuses(operator.with("cloudnativePg.backup.objectStore.existingSecret", ""),
				"cloudnativePg.backup.objectStore.existingSecret: name the Secret");
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
		for (Manifest workload : kinds(objects, "Deployment", "Rollout", "StatefulSet")) {
			Map<String, String> selector = Manifest.map(workload.at("/spec/selector/matchLabels"));
			assertThat(podsOf(objects)).filteredOn(pods -> pods.podLabels().entrySet().containsAll(selector.entrySet()))
				.containsExactly(workload);
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void servicesTargetExistingPortsOfPods(Values values) {
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
		JsonNode container = web.container("web");
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
	void podStopsOnlyAfterItsRequestsHadTimeToFinish(Values values) {
		List<Manifest> objects = CHART.render(values);
		Manifest web = web(objects);
		int shutdown = Integer.parseInt(
				environment(web).getOrDefault("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "").replace("s", ""));
		int drain = web.container("web").at("/lifecycle/preStop/sleep/seconds").asInt();
		assertThat(web.podSpec().path("terminationGracePeriodSeconds").asInt()).isGreaterThan(shutdown + drain);
		JsonNode strategy = web.at("/spec/strategy");
		assertThat(strategy.path(strategy.has("canary") ? "canary" : "rollingUpdate").path("maxUnavailable").asInt(-1))
			.isZero();
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
	void imageIsSelectedByItsDigest() {
		String digest = "sha256:" + "a".repeat(64);
		Values values = Values.of("values/laptop-minimal.yaml").with("image.digest", digest).with("image.tag", "1.2.3");
		assertThat(web(CHART.render(values)).container("web").path("image").asString(""))
			.endsWith("chronobook-web:1.2.3@" + digest);
	}

	@ParameterizedTest
	@MethodSource("values")
	void objectsReferencedByPodsExist(Values values) {
		List<Manifest> objects = CHART.render(values);
		Set<String> names = new HashSet<>();
		objects.forEach(object -> names.add(object.toString()));
		EXTERNAL_SECRETS.forEach(secret -> names.add("Secret/" + secret));
		kinds(objects, "ExternalSecret")
			.forEach(secret -> names.add("Secret/" + secret.at("/spec/target/name").asString("")));
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
			assertThat(names).contains(scaler.at("/spec/scaleTargetRef/kind").asString("") + "/"
					+ scaler.at("/spec/scaleTargetRef/name").asString(""));
			assertThat(web(objects).at("/spec").has("replicas")).as("the scaler alone sets the number").isFalse();
		}
		for (Manifest rollout : kinds(objects, "Rollout")) {
			JsonNode canary = rollout.at("/spec/strategy/canary");
			assertThat(names).contains("Service/" + canary.path("stableService").asString(""),
					"Service/" + canary.path("canaryService").asString(""),
					"AnalysisTemplate/" + canary.at("/analysis/templates/0/templateName").asString(""),
					"VirtualService/" + canary.at("/trafficRouting/istio/virtualService/name").asString(""));
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
		// The database admits exactly the pods whose own policies let them connect to it
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
	void trainingRunsNightlyWithoutOverlapAndOptionallyInPartitions() {
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

	@ParameterizedTest
	@MethodSource("values")
	void theDatabaseIsMigratedBeforeAnyProbeCounts(Values values) {
		Manifest web = web(CHART.render(values));
		JsonNode migration = web.podSpec().at("/initContainers/0");
		assertThat(migration.path("image")).isEqualTo(web.container("web").path("image"));
		assertThat(migration.path("env").toString()).contains("-Dspring.context.exit=onRefresh");
		assertThat(List.of("startupProbe", "livenessProbe")).noneMatch(migration::has);
		assertThat(web.at("/spec/progressDeadlineSeconds").asInt()).isGreaterThan(1800);
	}

	@Test
	void exporterRunsAsAnotherUserThanTheDatabaseSuperuser() {
		Manifest database = kinds(CHART.render(Values.of("values/laptop-full.yaml")), "StatefulSet").getFirst();
		assertThat(database.container("exporter").at("/securityContext/runAsUser").asInt()).isEqualTo(65534)
			.isNotEqualTo(database.podSpec().at("/securityContext/runAsUser").asInt());
		assertThat(Repository.text("charts/chronobook/files/database.sh")).doesNotContain("trust\n")
			.contains("exporter  nobody chronobook_exporter");
	}

	@Test
	void productionSurvivesTheLossOfANodeAndIsMonitored() {
		List<Manifest> objects = CHART.render(Values.of("values/production.yaml"));
		assertThat(objects).extracting(Manifest::kind)
			.contains("HorizontalPodAutoscaler", "PodDisruptionBudget", "ServiceMonitor", "PrometheusRule",
					"NetworkPolicy")
			.doesNotContain("Secret", "StatefulSet", "PersistentVolume", "Cluster");
		assertThat(kinds(objects, "ConfigMap")).anyMatch(map -> map.name().startsWith("chronobook-dashboard-"));
		assertThat(stream(web(objects).podSpec().path("topologySpreadConstraints"))
			.map(constraint -> constraint.path("topologyKey").asString("")))
			.containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
	}

	@Test
	void productionUsesASecretStoreAndAnObjectStoreForBackups() {
		List<Manifest> objects = CHART
			.render(Values.of("values/production.yaml", "values/production-cloudnative-pg.yaml"));
		List<String> copied = kinds(objects, "ExternalSecret").stream()
			.map(secret -> secret.at("/spec/target/name").asString(""))
			.toList();
		Manifest cluster = kinds(objects, "Cluster").getFirst();
		assertThat(copied).contains("chronobook-tls", cluster.at("/spec/bootstrap/initdb/secret/name").asString("none"),
				cluster.at("/spec/managed/roles/0/passwordSecret/name").asString("none"),
				kinds(objects, "ObjectStore").getFirst()
					.at("/spec/configuration/s3Credentials/accessKeyId/name")
					.asString("none"));
		assertThat(cluster.at("/spec/plugins/0/parameters/barmanObjectName").asString(""))
			.isEqualTo(kinds(objects, "ObjectStore").getFirst().name());
		assertThat(kinds(objects, "ExternalSecret"))
			.filteredOn(secret -> !secret.name().equals("chronobook-object-store"))
			.allSatisfy(secret -> assertThat(secret.at("/spec/target/template/type").asString(""))
				.isIn("kubernetes.io/basic-auth", "kubernetes.io/tls"));
	}

	@Test
	void jobsMissedDuringSleepStartLater() {
		for (String profile : List.of("minimal", "full")) {
			assertThat(kinds(CHART.render(Values.of("values/laptop-" + profile + ".yaml")), "CronJob")).hasSize(2)
				.allMatch(job -> job.at("/spec/startingDeadlineSeconds").asInt() == 20 * 3600);
		}
	}

	@ParameterizedTest
	@MethodSource("values")
	void renderingIsDeterministic(Values values) {
		assertThat(CHART.text(values)).isEqualTo(CHART.text(values));
	}

	@Test
	void laptopDataSurviveDeletionOfTheCluster() {
		for (String profile : List.of("minimal", "full")) {
			List<Manifest> objects = CHART.render(Values.of("values/laptop-" + profile + ".yaml"));
			List<Manifest> volumes = kinds(objects, "PersistentVolume");
			assertThat(volumes).extracting(volume -> volume.at("/spec/local/path").asString(""))
				.containsExactlyInAnyOrder("/var/lib/chronobook/postgres", "/var/lib/chronobook/backups");
			assertThat(kinds(objects, "PersistentVolumeClaim")).hasSameSizeAs(volumes)
				.allMatch(
						claim -> claim.annotation("argocd.argoproj.io/sync-options").equals("Prune=false,Delete=false"))
				.extracting(claim -> claim.at("/spec/volumeName").asString(""))
				.containsExactlyInAnyOrderElementsOf(volumes.stream().map(Manifest::name).toList());
		}
	}

	@Test
	void cookiesAreSecureForAnHttpsAddress() {
		Values values = Values.of("values/laptop-minimal.yaml");
		String secure = "SERVER_SERVLET_SESSION_COOKIE_SECURE";
		assertThat(environment(web(CHART.render(values)))).containsEntry(secure, "false");
		assertThat(environment(web(CHART.render(values.with("url", "https://books.example.org")))))
			.containsEntry(secure, "true");
	}

	@Test
	void notificationsTakeTheirKeysFromASecretAndReachPrivateNetworksOnlyIfAllowed() {
		Values values = Values.of("values/laptop-full.yaml").with("networkPolicy.enabled", true);
		List<Manifest> closed = CHART.render(values);
		assertThat(web(closed).container("web").path("env").toString()).doesNotContain("VAPID")
			.doesNotContain("ALLOWEDNETWORKS");
		assertThat(egressOfWeb(closed)).doesNotContain("192.168.1.0/24");
		assertThat(kinds(closed, "ServiceEntry"))
			.filteredOn(entry -> entry.name().startsWith("chronobook-notifications"))
			.flatExtracting(entry -> stream(entry.at("/spec/hosts")).map(host -> host.asString("")).toList())
			.containsExactlyInAnyOrder("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com",
					"*.notify.windows.com");

		List<Manifest> open = CHART.render(values.with("notifications.existingSecret", "chronobook-vapid")
			.with("outbound.allowedNetworks[0]", "192.168.1.0/24"));
		assertThat(environment(web(open))).containsEntry("CHRONOBOOK_OUTBOUND_ALLOWEDNETWORKS", "192.168.1.0/24");
		assertThat(stream(web(open).container("web").path("env"))
			.filter(entry -> entry.path("name").asString("").startsWith("CHRONOBOOK_NOTIFICATIONS_VAPID"))
			.map(entry -> entry.path("name").asString("") + " " + entry.at("/valueFrom/secretKeyRef/name").asString("")
					+ " " + entry.at("/valueFrom/secretKeyRef/key").asString("")))
			.containsExactly("CHRONOBOOK_NOTIFICATIONS_VAPIDPUBLICKEY chronobook-vapid vapid-public-key",
					"CHRONOBOOK_NOTIFICATIONS_VAPIDPRIVATEKEY chronobook-vapid vapid-private-key");
		assertThat(egressOfWeb(open)).contains("192.168.1.0/24");
	}

	private static String egressOfWeb(List<Manifest> objects) {
		return kinds(objects, "NetworkPolicy").stream()
			.filter(policy -> policy.name().equals("chronobook-web"))
			.findAny()
			.orElseThrow()
			.at("/spec/egress")
			.toString();
	}

	/**
	 * Returns the environment of the web application, without the variables from Secrets.
	 */
	static Map<String, String> environment(Manifest web) {
		Map<String, String> environment = new HashMap<>();
		web.container("web")
			.path("env")
			.forEach(entry -> environment.put(entry.path("name").asString(""), entry.path("value").asString("")));
		return environment;
	}

	static Manifest web(List<Manifest> objects) {
		return kinds(objects, "Deployment", "Rollout").stream()
			.filter(workload -> workload.name().equals("chronobook-web"))
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
