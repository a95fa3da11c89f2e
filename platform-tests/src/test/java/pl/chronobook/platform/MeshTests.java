package pl.chronobook.platform;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mesh allows the necessary connections and no others. Each check is also run on
 * wrong manifests, which it has to detect.
 */
class MeshTests {

	/** Envoy's own ports on every injected pod, which do not use mutual TLS. */
	static final int SIDECAR_METRICS = 15090;

	private static final Chart CHART = Chart.of("charts/chronobook").withTests();

	private static final Values FULL = Values.of("values/laptop-full.yaml");

	private static final Values WITHOUT_CANARY = FULL.with("canary.enabled", false);

	private static final JsonNode ISTIOD = Repository.yaml("argo-apps/components/istiod.yaml");

	private static final JsonNode PROMETHEUS = Repository.yaml("argo-apps/components/kube-prometheus-stack.yaml")
		.at("/prometheus");

	private static final JsonNode APPLICATION = Repository.yaml("src/main/resources/application.yaml");

	static Stream<Values> meshes() {
		return Stream.of(FULL, WITHOUT_CANARY,
				FULL.with("url", "http://chronobook.localhost").with("training.enabled", false),
				Values.of("values/production.yaml", "values/production-cloudnative-pg.yaml")
					.with("ingress.enabled", false)
					.with("mesh.enabled", true)
					.with("mesh.tlsSecret", "chronobook-tls"),
				FULL.with("database.mode", "existing")
					.with("database.host", "postgres.example.org")
					.with("networkPolicy.databaseCidrs[0]", "10.0.0.7/32"),
				FULL.with("database.mode", "existing")
					.with("database.host", "10.0.0.7")
					.with("networkPolicy.databaseCidrs[0]", "10.0.0.7/32"),
				FULL.with("database.mode", "existing")
					.with("database.host", "postgres.databases.svc")
					.with("networkPolicy.databaseCidrs[0]", "10.0.0.0/8"));
	}

	@Test
	void chartWithoutAMeshRendersNoMeshObjects() {
		for (Values values : List.of(Values.of("values/laptop-minimal.yaml"), Values.of("values/production.yaml"))) {
			assertThat(mesh(values).objects())
				.noneMatch(object -> object.at("/apiVersion").asString("").contains("istio.io"))
				.noneMatch(object -> object.json().toString().contains("tlsConfig"));
		}
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void everyObjectFitsItsSchema(Values values) {
		Schemas schemas = Schemas.orSkip();
		assertThat(mesh(values).objects()).flatMap(schemas::errors).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void everyPortNamesItsProtocol(Values values) {
		assertThat(mesh(values).portsWithoutProtocol()).isEmpty();
	}

	@Test
	void portWithoutAProtocolIsDetected() {
		notices(Mesh::portsWithoutProtocol, "Service", "chronobook-web",
				service -> object(service, "/spec/ports/1").put("name", "management"));
		notices(Mesh::portsWithoutProtocol, "Service", "chronobook-web",
				service -> object(service, "/spec/ports/1").put("appProtocol", "tcp"));
		notices(Mesh::portsWithoutProtocol, "StatefulSet", "chronobook-db",
				database -> object(database, "/spec/template/spec/containers/0/ports/0").remove("name"));
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void everyRouteLeadsToPods(Values values) {
		Mesh mesh = mesh(values);
		assertThat(mesh.kind("VirtualService")).hasSize(1);
		assertThat(mesh.routesToNowhere()).isEmpty();
	}

	@Test
	void routeWithoutADestinationIsDetected() {
		notices(Mesh::routesToNowhere, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/2/route/0").put("weight", 20));
		notices(Mesh::routesToNowhere, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/0/route/0/destination").put("subset", "beta"));
		notices(Mesh::routesToNowhere, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/0/route/0/destination").put("host", "chronobook-web-stable"));
		notices(Mesh::routesToNowhere, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/0/route/0/destination/port").put("number", 81));
		notices(Mesh::routesToNowhere, "Gateway", "chronobook-web",
				gateway -> object(gateway, "/metadata").put("name", "chronobook"));
		notices(Mesh::routesToNowhere, "DestinationRule", "chronobook-web-stable",
				rule -> object(rule, "/spec").put("host", "elsewhere"));
		notices(Mesh::routesToNowhere, "Service", "chronobook-web-canary",
				service -> object(service, "/spec/selector").put("version", "beta"));
	}

	@Test
	void canaryGetsRequestsWithTheHeaderAndItsShareOfTheOthers() {
		Mesh mesh = mesh(FULL);
		List<JsonNode> routes = Mesh.stream(mesh.get("VirtualService", "chronobook-web").at("/spec/http")).toList();
		assertThat(routes).extracting(Mesh::name)
			.containsExactly("uploads-canary", "uploads-stable", "uploads", "downloads-canary", "downloads-stable",
					"downloads", "reads-canary", "reads-stable", "reads", "writes-canary", "writes-stable", "writes");
		for (JsonNode route : routes) {
			String name = Mesh.name(route);
			if (name.endsWith("-canary")) {
				assertThat(route.at("/match/0/headers/x-chronobook-canary/exact").asString("")).isEqualTo("true");
			}
			if (name.contains("-")) {
				String version = name.substring(name.indexOf('-') + 1);
				assertThat(route.path("route")).hasSize(1);
				assertThat(version(route.at("/route/0"))).isEqualTo(version);
			}
			else {
				assertThat(Mesh.stream(route.path("route"))).extracting(to -> version(to) + " " + to.path("weight"))
					.containsExactlyInAnyOrder("stable 100", "canary 0");
			}
		}
		JsonNode strategy = mesh.get("Rollout", "chronobook-web").at("/spec/strategy/canary");
		assertThat(Mesh.strings(strategy.at("/trafficRouting/istio/virtualService/routes")))
			.containsExactlyElementsOf(routes.stream().map(Mesh::name).filter(name -> !name.contains("-")).toList());
		assertThat(strategy.at("/steps/0/setWeight").asInt()).isEqualTo(10);
		assertThat(Mesh.stream(mesh(WITHOUT_CANARY).get("VirtualService", "chronobook-web").at("/spec/http")))
			.extracting(Mesh::name)
			.containsExactly("uploads", "downloads", "reads", "writes");
	}

	@Test
	void aReaderStaysWithTheVersionOfTheFirstPage() {
		JsonNode routes = mesh(FULL).get("VirtualService", "chronobook-web").at("/spec/http");
		for (String version : List.of("canary", "stable")) {
			List<Pattern> cookies = Mesh.stream(routes)
				.filter(route -> Mesh.name(route).endsWith("-" + version))
				.map(route -> Pattern.compile(route.findValues("cookie").getFirst().path("regex").asString("")))
				.toList();
			assertThat(cookies).hasSize(4).allSatisfy(cookie -> {
				assertThat("chronobook-version=" + version).matches(cookie);
				assertThat("chronobook=abc; chronobook-version=" + version + "; theme=dark").matches(cookie);
				assertThat("chronobook=abc").doesNotMatch(cookie);
				assertThat("chronobook-version=other").doesNotMatch(cookie);
				assertThat("chronobook-version=" + version + "2").doesNotMatch(cookie);
			});
		}
		for (JsonNode route : routes) {
			for (JsonNode to : route.path("route")) {
				String cookie = to.at("/headers/response/add/set-cookie").asString("");
				if (Mesh.name(route).contains("-")) {
					assertThat(cookie).isEmpty();
				}
				else {
					assertThat(cookie).startsWith("chronobook-version=" + version(to) + "; Path=/;")
						.contains("Max-Age=300;", "HttpOnly", "SameSite=Lax", "Secure");
				}
			}
		}
		assertThat(APPLICATION.at("/server/servlet/session/cookie/name").asString("")).isEqualTo("chronobook");
	}

	private static String version(JsonNode route) {
		return route.at("/destination/host").asString("").replaceFirst("^chronobook-web-(\\w+)\\..*", "$1");
	}

	@Test
	void releaseIsAnalysedByServiceLevelsAndRolledBack() {
		Mesh mesh = mesh(FULL);
		JsonNode strategy = mesh.get("Rollout", "chronobook-web").at("/spec/strategy/canary");
		assertThat(strategy.at("/analysis/startingStep").asInt())
			.as("not before readers get it, and from then on to the end")
			.isEqualTo(1);
		assertThat(mesh.get("Rollout", "chronobook-web").at("/spec/progressDeadlineAbort").asBoolean(false)).isTrue();
		assertThat(strategy.has("destinationRule")).as("subsets of a release that is gone have no pods").isFalse();
		assertThat(Manifest.map(strategy.at("/canaryMetadata/labels"))).containsEntry("version", "canary");
		assertThat(mesh.get("Rollout", "chronobook-web").at("/spec/selector/matchLabels").has("version"))
			.as("the label changes when a release is promoted")
			.isFalse();
		List<String> recorded = Rule.all().stream().map(Rule::name).toList();
		List<JsonNode> metrics = Mesh.stream(mesh.get("AnalysisTemplate", "chronobook-web").at("/spec/metrics"))
			.toList();
		assertThat(metrics).extracting(Mesh::name).containsExactly("availability", "latency", "gateway");
		for (JsonNode metric : metrics) {
			String query = metric.at("/provider/prometheus/query").asString("");
			assertThat(query).endsWith(" > 0 or vector(0)").contains("canary");
			if (query.contains("slo:")) {
				assertThat(recorded).contains(query.replaceAll(".*(slo:\\w+:\\w+).*", "$1"));
			}
			double budget = Mesh.name(metric).equals("latency") ? 0.01 : 0.005;
			assertThat(metric.path("successCondition").asString("")).isEqualTo("result[0] <= " + 6 * budget);
		}
		assertThat(mesh.get("ServiceMonitor", "chronobook-web").at("/spec/selector/matchLabels"))
			.as("a pod behind two Services is asked once")
			.allSatisfy(label -> assertThat(label.asString("")).isNotEqualTo("routing"));
		for (String version : List.of("stable", "canary")) {
			assertThat(mesh.get("Service", "chronobook-web-" + version).labels())
				.containsEntry("app.kubernetes.io/component", "routing");
		}
	}

	@Test
	void gatewayServesHttpsAndRedirectsHttp() {
		Manifest gateway = mesh(FULL).get("Gateway", "chronobook-web");
		assertThat(gateway.at("/spec/servers")).hasSize(2);
		assertThat(gateway.at("/spec/servers/0/tls/httpsRedirect").asBoolean(false)).isTrue();
		assertThat(gateway.at("/spec/servers/1/tls/mode").asString("")).isEqualTo("SIMPLE");
		String secret = gateway.at("/spec/servers/1/tls/credentialName").asString("");
		String host = gateway.at("/spec/servers/1/hosts/0").asString("");
		assertThat(Repository.text("k3d/bootstrap")).contains("\n  certificate " + secret + " " + host + "\n");
		assertThat(mesh(FULL.with("url", "http://chronobook.localhost")).get("Gateway", "chronobook-web")
			.at("/spec/servers")).hasSize(1).noneMatch(server -> server.has("tls"));
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void mutualTlsIsStrictEverywhere(Values values) {
		assertThat(mesh(values).holes()).isEmpty();
	}

	@Test
	void exceptionFromMutualTlsIsDetected() {
		notices(Mesh::holes, "PeerAuthentication", "chronobook",
				policy -> object(policy, "/spec/mtls").put("mode", "PERMISSIVE"));
		notices(Mesh::holes, "PeerAuthentication", "chronobook",
				policy -> object(policy, "/spec").putObject("portLevelMtls").putObject("8081").put("mode", "DISABLE"));
		notices(Mesh::holes, "PeerAuthentication", "chronobook",
				policy -> object(policy, "/spec").putObject("selector").putObject("matchLabels").put("app", "a"));
		notices(Mesh::holes, "DestinationRule", "chronobook-db",
				rule -> object(rule, "/spec/trafficPolicy/tls").put("mode", "DISABLE"));
		notices(Mesh::holes, "DestinationRule", "chronobook-web",
				rule -> object(rule, "/spec/trafficPolicy/tls").put("mode", "SIMPLE"));
		notices(Mesh::holes, "Rollout", "chronobook-web",
				web -> object(web, "/spec/template/metadata").putObject("annotations")
					.put("traffic.sidecar.istio.io/excludeInboundPorts", "8081"));
		notices(Mesh::holes, "CronJob", "chronobook-training",
				job -> object(job, "/spec/jobTemplate/spec/template/metadata/labels").put("sidecar.istio.io/inject",
						"false"));
	}

	@Test
	void instancesOfCloudNativePgAreGuardedByANetworkPolicyInstead() {
		Mesh mesh = mesh(
				meshes().filter(values -> values.files().contains("values/production.yaml")).findAny().orElseThrow());
		JsonNode labels = mesh.get("Cluster", "chronobook-db").at("/spec/inheritedMetadata/labels");
		assertThat(Manifest.map(labels)).containsEntry("sidecar.istio.io/inject", "false")
			.containsAllEntriesOf(
					Manifest.map(mesh.get("NetworkPolicy", "chronobook-db").at("/spec/podSelector/matchLabels")));
		assertThat(mesh.kind("AuthorizationPolicy")).extracting(Manifest::name).doesNotContain("chronobook-db");
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void policiesAllowOnlyDocumentedFlows(Values values) {
		assertThat(mesh(values).openPolicies()).isEmpty();
	}

	@Test
	void policyThatAllowsEverythingIsDetected() {
		notices(Mesh::openPolicies, "AuthorizationPolicy", "chronobook-default-deny",
				policy -> object(policy, "/spec").putArray("rules").addObject());
		notices(Mesh::openPolicies, "AuthorizationPolicy", "chronobook-web",
				policy -> object(policy, "/spec/rules/0").remove("from"));
		notices(Mesh::openPolicies, "AuthorizationPolicy", "chronobook-web",
				policy -> object(policy, "/spec/rules/0/to/0/operation").remove("ports"));
		notices(Mesh::openPolicies, "AuthorizationPolicy", "chronobook-db",
				policy -> object(policy, "/spec/rules/0/from/0/source").putArray("principals").add("*"));
		notices(Mesh::openPolicies, "AuthorizationPolicy", "chronobook-db",
				policy -> object(policy, "/spec/rules/0/from/0/source").putArray("namespaces").add("monitoring"));
	}

	@Test
	void thePoliciesAllowExactlyTheFlowsOfTheDocument() {
		Set<Mesh.Flow> documented = new TreeSet<>();
		for (List<String> row : table("docs/mesh.md", "flows")) {
			documented.add(new Mesh.Flow(row.get(1), row.get(2), row.get(3), row.get(4)));
		}
		assertThat(documented).isNotEmpty();
		for (Values values : List.of(FULL, WITHOUT_CANARY)) {
			assertThat(mesh(values).flows()).isEqualTo(documented);
		}
		assertThat(changed("AuthorizationPolicy", "chronobook-web",
				policy -> object(policy, "/spec/rules/1/to/0/operation").remove("paths"))
			.flows()).isNotEqualTo(documented);
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void flowsBeginAtWorkloadsAndEndAtTheirPorts(Values values) {
		Mesh mesh = mesh(values);
		List<String> accounts = new ArrayList<>(List.of("istio-ingress/"
				+ Repository.yaml("argo-apps/components/istio-gateway.yaml").at("/serviceAccount/name").asString(""),
				// The chart names it after its release
				"monitoring/" + ArgoAppsTests.application("full", "kube-prometheus-stack")
					.at("/spec/source/helm/releaseName")
					.asString("") + "-prometheus"));
		mesh.pods().forEach(pods -> accounts.add("chronobook/" + account(pods)));
		for (Mesh.Flow flow : mesh.flows()) {
			assertThat(accounts).contains(flow.account());
			assertThat(mesh.pods()).filteredOn(pods -> flow.app().equals(pods.podLabels().get("app")))
				.isNotEmpty()
				.allSatisfy(pods -> assertThat(pods.containers()).anySatisfy(container -> assertThat(
						Mesh.stream(container.path("ports")).map(port -> port.path("containerPort").asString("")))
					.contains(flow.port())));
		}
		Set<String> served = new TreeSet<>();
		mesh.pods()
			.stream()
			.flatMap(pods -> Mesh.stream(pods.podSpec().path("containers")))
			.filter(container -> container.path("env").toString().contains("PGHOST")
					|| container.path("envFrom").toString().contains("chronobook-web")
					|| container.path("env").toString().contains("SPRING_DATASOURCE_URL"))
			.forEach(container -> served.add(Mesh.name(container)));
		if (!mesh.kind("StatefulSet").isEmpty()) {
			assertThat(mesh.flows().stream().filter(flow -> flow.port().equals("5432")).map(Mesh.Flow::account))
				.containsExactlyInAnyOrderElementsOf(
						served.stream().map(container -> "chronobook/chronobook-" + container).toList());
		}
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void everyComponentHasAnAccountOfItsOwnAndNamesThatToolsOfTheMeshShow(Values values) {
		Mesh mesh = mesh(values);
		for (Manifest pods : mesh.pods()) {
			String app = "chronobook-" + pods.podLabels().get("app.kubernetes.io/component");
			assertThat(account(pods)).isEqualTo(app);
			assertThat(pods.podLabels()).containsEntry("app", app)
				.containsEntry("service.istio.io/canonical-name", app)
				.containsEntry("service.istio.io/canonical-revision", pods.podLabels().get("version"));
			assertThat(pods.labels()).containsEntry("app", app)
				.containsEntry("version", pods.podLabels().get("version"));
		}
		assertThat(mesh.kind("Service"))
			.allSatisfy(service -> assertThat(service.labels()).containsEntry("app", service.name()));
		JsonNode kiali = Repository.yaml("argo-apps/components/kiali.yaml");
		assertThat(kiali.at("/istio_labels/app_label_name").asString("")).isEqualTo("app");
		assertThat(kiali.at("/istio_labels/version_label_name").asString("")).isEqualTo("version");
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void onlyReadsAreRetriedAndEveryRouteHasATimeout(Values values) {
		Mesh mesh = mesh(values);
		assertThat(mesh.unsafeRetries()).isEmpty();
		JsonNode routes = mesh.get("VirtualService", "chronobook-web").at("/spec/http");
		assertThat(Mesh.stream(routes)).allMatch(route -> seconds(route) > 0)
			.anyMatch(route -> route.at("/retries/attempts").asInt(0) > 0);
		assertThat(seconds(named(routes, "uploads"))).isGreaterThan(seconds(named(routes, "writes")));
		assertThat(named(routes, "uploads").at("/match/0/uri/prefix").asString("")).isEqualTo("/import");
		assertThat(ISTIOD.at("/meshConfig/defaultHttpRetryPolicy/attempts").asInt(-1)).isZero();
	}

	@Test
	void theRoutesAreThoseOfTheDocument() {
		List<List<String>> routes = new ArrayList<>();
		for (JsonNode route : mesh(WITHOUT_CANARY).get("VirtualService", "chronobook-web").at("/spec/http")) {
			String requests = (route.at("/match/0/method/regex").asString("").replace("|", ", ") + " "
					+ route.at("/match/0/uri/prefix").asString(""))
				.strip();
			routes.add(List.of(Mesh.name(route), requests.isEmpty() ? "others" : requests,
					route.path("timeout").asString(""),
					(route.at("/retries/attempts").asInt(-1) == 2) ? "twice" : "never"));
		}
		assertThat(table("docs/mesh.md", "routes").stream().map(row -> row.subList(0, 4)))
			.containsExactlyElementsOf(routes);
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void clientAddressCannotBeForged(Values values) {
		assertThat(Mesh.stream(mesh(values).get("VirtualService", "chronobook-web").at("/spec/http")))
			.allSatisfy(route -> assertThat(route.at("/headers/request/set/x-forwarded-for").asString(""))
				.isEqualTo("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"));
		assertThat(ChronoBookChartTests.environment(ChronoBookChartTests.web(mesh(values).objects())))
			.containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "native");
	}

	@Test
	void retryOfAWriteIsDetected() {
		notices(Mesh::unsafeRetries, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/0/retries").put("attempts", 1));
		notices(Mesh::unsafeRetries, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/0").remove("retries"));
		notices(Mesh::unsafeRetries, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/8/match/0").remove("method"));
		notices(Mesh::unsafeRetries, "VirtualService", "chronobook-web",
				routes -> object(routes, "/spec/http/8/match/0/method").put("regex", "GET|POST"));
	}

	@ParameterizedTest
	@MethodSource("meshes")
	void externalHostsAreThoseOfTheApplicationsConfiguration(Values values) {
		Set<String> called = new TreeSet<>();
		APPLICATION.at("/spring/http/serviceclient")
			.forEach(client -> called.add(URI.create(client.path("base-url").asString("")).getHost()));
		String covers = Repository.text("src/main/java/pl/chronobook/catalog/cover/CoverFetcher.java");
		Matches.of("HOSTS = Set\\.of\\(([^)]*)\\)", covers)
			.flatMap(hosts -> Matches.of("\"([^\"]+)\"", hosts))
			.forEach(called::add);
		Matches.of("ARCHIVE = \"([^\"]+)\"", covers).forEach(suffix -> called.add("*" + suffix));
		Matches
			.of("@DefaultValue\\(\"(https://[^\"]+)\"\\)",
					Repository.text("src/main/java/pl/chronobook/catalog/provider/CatalogProperties.java"))
			.forEach(url -> called.add(URI.create(url).getHost()));
		assertThat(called).contains("www.googleapis.com", "openlibrary.org", "covers.openlibrary.org");
		// The addresses of push services come from the browsers
		Repository.yaml("charts/chronobook/values.yaml")
			.at("/notifications/hosts")
			.forEach(host -> called.add(host.asString("")));

		Mesh mesh = mesh(values);
		assertThat(mesh.externalHosts()).isEqualTo(called);
		assertThat(mesh.waysOut()).isEmpty();
	}

	@Test
	void unlistedExternalHostIsDetected() {
		notices(Mesh::waysOut, "Sidecar", "chronobook",
				sidecar -> object(sidecar, "/spec/outboundTrafficPolicy").put("mode", "ALLOW_ANY"));
		notices(Mesh::waysOut, "Sidecar", "chronobook",
				sidecar -> object(sidecar, "/spec/egress/0").withArray("hosts").add("./www.googleapis.com"));
		notices(Mesh::waysOut, "Sidecar", "chronobook-web",
				sidecar -> object(sidecar, "/spec/egress/0").withArray("hosts").add("*/*"));
		notices(Mesh::waysOut, "Sidecar", "chronobook-web",
				sidecar -> object(sidecar, "/spec/egress/0").withArray("hosts").add("./example.org"));
		notices(Mesh::waysOut, "ServiceEntry", "chronobook-google-books",
				entry -> object(entry, "/spec").putArray("exportTo").add("*"));
	}

	@Test
	void anExistingDatabaseIsReachedWhereverItIs() {
		assertThat(databaseHost("postgres.example.org")).isEqualTo("./postgres.example.org");
		assertThat(databaseHost("10.0.0.7")).isEqualTo("./chronobook-database.external");
		assertThat(databaseHost("postgres.databases.svc")).isEqualTo("databases/postgres.databases.svc.cluster.local");
		assertThat(databaseHost("postgres")).isEqualTo("chronobook/postgres.chronobook.svc.cluster.local");
	}

	private static String databaseHost(String host) {
		Mesh mesh = mesh(FULL.with("database.mode", "existing")
			.with("database.host", host)
			.with("networkPolicy.databaseCidrs[0]", "10.0.0.7/32"));
		boolean outside = mesh.kind("ServiceEntry").stream().anyMatch(entry -> entry.name().endsWith("-database"));
		String first = mesh.get("Sidecar", "chronobook-web").at("/spec/egress/0/hosts/0").asString("");
		assertThat(outside).isEqualTo(first.startsWith("./"));
		return first;
	}

	@Test
	void podsOfTheNamespaceGetSidecarsThatEndWithTheirJobs() {
		assertThat(ArgoAppsTests.application("full", "chronobook")
			.at("/spec/syncPolicy/managedNamespaceMetadata/labels/istio-injection")
			.asString("")).isEqualTo("enabled");
		assertThat(ArgoAppsTests.application("minimal", "chronobook")
			.at("/spec/syncPolicy/managedNamespaceMetadata/labels")
			.has("istio-injection")).isFalse();
		assertThat(ISTIOD.at("/pilot/env/ENABLE_NATIVE_SIDECARS").asString("")).isEqualTo("true");
		String k3s = Repository.yaml("k3d/config.yaml").path("image").asString("");
		assertThat(Integer.parseInt(Matches.of(":v1\\.(\\d+)\\.", k3s).findAny().orElseThrow()))
			.as("native sidecars are there without being asked for since Kubernetes 1.29")
			.isGreaterThanOrEqualTo(29);
		List<Manifest> ending = mesh(FULL).kind("CronJob", "Pod");
		assertThat(ending).hasSize(4)
			.allMatch(pods -> pods.podSpec().path("restartPolicy").asString("").equals("Never"));
	}

	@Test
	void probesGoThroughTheAgentOfTheSidecar() {
		assertThat(ISTIOD.at("/sidecarInjectorWebhook/rewriteAppHTTPProbe").asBoolean(false)).isTrue();
		for (Manifest pods : mesh(FULL).pods()) {
			for (JsonNode container : pods.containers()) {
				for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
					assertThat(container.path(probe).has("tcpSocket")).as(pods + " " + probe).isFalse();
				}
			}
		}
	}

	@Test
	void prometheusScrapesWithACertificateOfTheMesh() {
		JsonNode endpoint = mesh(FULL).get("ServiceMonitor", "chronobook-web").at("/spec/endpoints/0");
		assertThat(endpoint.path("scheme").asString("")).isEqualTo("https");
		JsonNode spec = PROMETHEUS.path("prometheusSpec");
		JsonNode mount = spec.at("/volumeMounts/0");
		assertThat(Manifest.map(endpoint.path("tlsConfig")))
			.containsEntry("caFile", mount.path("mountPath").asString("") + "/root-cert.pem")
			.containsEntry("certFile", mount.path("mountPath").asString("") + "/cert-chain.pem")
			.containsEntry("keyFile", mount.path("mountPath").asString("") + "/key.pem");
		assertThat(mount.path("name")).isEqualTo(spec.at("/volumes/0/name"));

		Map<String, String> annotations = Manifest.map(spec.at("/podMetadata/annotations"));
		assertThat(Manifest.map(spec.at("/podMetadata/labels"))).containsEntry("sidecar.istio.io/inject", "true");
		assertThat(annotations).containsEntry("traffic.sidecar.istio.io/includeInboundPorts", "")
			.containsEntry("traffic.sidecar.istio.io/includeOutboundIPRanges", "");
		JsonNode proxyMount = new JsonMapper()
			.readTree(annotations.getOrDefault("sidecar.istio.io/userVolumeMount", "[]"))
			.path(0);
		assertThat(proxyMount.path("name")).isEqualTo(mount.path("name"));
		JsonNode proxy = Repository.documents(annotations.getOrDefault("proxy.istio.io/config", "")).getFirst();
		assertThat(proxy.at("/proxyMetadata/OUTPUT_CERTS")).isEqualTo(proxyMount.path("mountPath"));
		assertThat(ISTIOD.at("/meshConfig/enablePrometheusMerge").asBoolean(true))
			.as("merged, the application's metrics are read without TLS")
			.isFalse();
	}

	@Test
	void prometheusFindsTheProxiesAndTheControlPlane() {
		JsonNode proxies = named(PROMETHEUS.path("additionalPodMonitors"), "istio-proxies");
		assertThat(proxies.at("/podMetricsEndpoints/0/port").asString("")).isEqualTo("http-envoy-prom");
		assertThat(Mesh.strings(proxies.path("podTargetLabels"))).contains("app", "version");
		Pattern kept = Pattern.compile(proxies.at("/podMetricsEndpoints/0/metricRelabelings/0/regex").asString(""));
		assertThat(List.of("istio_requests_total", "istio_request_duration_milliseconds_bucket",
				"istio_tcp_connections_opened_total", "envoy_server_live"))
			.allMatch(kept.asMatchPredicate());
		assertThat("envoy_listener_manager_lds_version").doesNotMatch(kept);
		assertThat(named(PROMETHEUS.path("additionalServiceMonitors"), "istiod").at("/endpoints/0/port").asString(""))
			.isEqualTo("http-monitoring");
	}

	@Test
	void theMonitorsOfTheMeshFitTheirSchemas() {
		Schemas schemas = Schemas.orSkip();
		for (String kind : List.of("PodMonitor", "ServiceMonitor")) {
			for (JsonNode monitor : PROMETHEUS.path("additional" + kind + "s")) {
				ObjectNode spec = (ObjectNode) monitor.deepCopy();
				spec.remove(List.of("name", "additionalLabels"));
				ObjectNode object = new JsonMapper().createObjectNode()
					.put("apiVersion", "monitoring.coreos.com/v1")
					.put("kind", kind);
				object.putObject("metadata").set("name", monitor.path("name"));
				object.set("spec", spec);
				assertThat(schemas.errors(new Manifest(object))).isEmpty();
			}
		}
	}

	@Test
	void tracesAndLogsReachKnownDestinationsAndContainNoPersonalData() {
		Mesh mesh = mesh(FULL);
		JsonNode spec = mesh.get("Telemetry", "chronobook").at("/spec");
		JsonNode providers = ISTIOD.at("/meshConfig/extensionProviders");
		JsonNode traces = named(providers, spec.at("/tracing/0/providers/0/name").asString(""));
		assertThat(Mesh.strings(mesh.get("Sidecar", "chronobook").at("/spec/egress/0/hosts")))
			.contains("monitoring/" + traces.at("/opentelemetry/service").asString(""));
		assertThat(traces.at("/opentelemetry/maxTagLength").asInt()).as("of the path in a span").isEqualTo(1);
		assertThat(Mesh.stream(Repository.yaml("argo-apps/components/alloy.yaml").at("/alloy/extraPorts")))
			.anyMatch(port -> port.path("port").equals(traces.at("/opentelemetry/port")));
		assertThat(spec.at("/tracing/0/randomSamplingPercentage").asDouble())
			.isEqualTo(ISTIOD.at("/meshConfig/defaultConfig/tracing/sampling").asDouble());

		JsonNode log = named(providers, spec.at("/accessLogging/0/providers/0/name").asString(""));
		assertThat(spec.at("/accessLogging/0/filter/expression").asString("")).contains("response.code >= 400");
		assertThat(log.at("/envoyFileAccessLog/path").asString("")).isEqualTo("/dev/stdout");
		assertThat(log.at("/envoyFileAccessLog/logFormat/labels").properties()).isNotEmpty()
			.allSatisfy(label -> assertThat(label.getValue().asString(""))
				.doesNotContainPattern("PATH|COOKIE|REFERER|AUTHORITY|FORWARDED|USER-AGENT|REMOTE_ADDRESS"));
		assertThat(Mesh.strings(ISTIOD.at("/meshConfig/defaultProviders/tracing"))).containsExactly(Mesh.name(traces));
		assertThat(Mesh.strings(ISTIOD.at("/meshConfig/defaultProviders/accessLogging")))
			.containsExactly(Mesh.name(log));
	}

	@Test
	void profilesGoFromTheApplicationToPyroscopeAndGrafanaReadsThemThere() {
		Mesh mesh = mesh(FULL);
		JsonNode values = Repository.yaml("charts/chronobook/values/laptop-full.yaml");
		URI endpoint = URI.create(values.at("/profiling/endpoint").asString(""));
		Manifest component = ArgoAppsTests.application("full", "pyroscope");
		String[] host = endpoint.getHost().split("\\.", -1);
		assertThat(host).containsExactly(component.at("/spec/source/helm/releaseName").asString(""),
				component.at("/spec/destination/namespace").asString(""));
		assertThat(Mesh.strings(mesh.get("Sidecar", "chronobook-web").at("/spec/egress/0/hosts")))
			.contains(host[1] + "/" + host[0] + "." + host[1] + ".svc.cluster.local");
		assertThat(Mesh.strings(mesh.get("Sidecar", "chronobook").at("/spec/egress/0/hosts"))).as("others have none")
			.noneMatch(other -> other.contains("pyroscope"));
		assertThat(Mesh.strings(values.at("/networkPolicy/egressNamespaces"))).contains(host[1]);
		JsonNode grafana = Repository.yaml("argo-apps/components/kube-prometheus-stack.yaml").path("grafana");
		JsonNode source = named(grafana.path("additionalDataSources"), "Pyroscope");
		assertThat(source.path("url").asString("")).isEqualTo(endpoint.toString());
		JsonNode fromTraces = named(grafana.path("additionalDataSources"), "Tempo").at("/jsonData/tracesToProfiles");
		assertThat(fromTraces.path("datasourceUid")).isEqualTo(source.path("uid"));
		assertThat(fromTraces.at("/tags/0/value").asString("")).as("the label that PyroscopeClient gives")
			.isEqualTo("service_name");
	}

	@Test
	void networkPoliciesLetTheMeshWork() {
		Mesh mesh = mesh(FULL);
		for (Manifest policy : mesh.kind("NetworkPolicy")) {
			assertThat(Mesh.stream(policy.at("/spec/egress")))
				.as(policy + ": configuration and certificates from istiod")
				.anyMatch(rule -> rule.at("/ports/0/port").asInt(0) == 15012
						&& rule.at("/to/0/podSelector/matchLabels/app").asString("").equals("istiod"));
			assertThat(Mesh.stream(policy.at("/spec/ingress"))).as(policy + ": metrics of the sidecar")
				.anyMatch(rule -> rule.at("/ports/0/port").asInt(0) == SIDECAR_METRICS
						&& rule.path("from").toString().contains("monitoring"));
		}
		JsonNode values = Repository.yaml("charts/chronobook/values/laptop-full.yaml");
		assertThat(Mesh.strings(values.at("/networkPolicy/ingressNamespaces"))).containsExactly("istio-ingress");
		String service = values.at("/mesh/tracing/service").asString("");
		assertThat(Mesh.strings(values.at("/networkPolicy/egressNamespaces")))
			.contains(service.substring(0, service.indexOf('/')));
	}

	@Test
	void kialiQueriesExistingServices() {
		JsonNode services = Repository.yaml("argo-apps/components/kiali.yaml").path("external_services");
		List<String> urls = new ArrayList<>();
		services.findValues("url").forEach(url -> urls.add(url.asString("")));
		services.findValues("internal_url").forEach(url -> urls.add(url.asString("")));
		assertThat(urls).hasSize(3).allSatisfy(url -> {
			String[] host = URI.create(url).getHost().split("\\.", -1);
			assertThat(Stream.of("kube-prometheus-stack", "tempo")
				.map(name -> ArgoAppsTests.application("full", name))
				.filter(application -> application.at("/spec/destination/namespace").asString("").equals(host[1]))
				.map(application -> application.at("/spec/source/helm/releaseName").asString("")))
				.anyMatch(host[0]::startsWith);
		});
		assertThat(Repository.text("argo-apps/components/kube-prometheus-stack.yaml"))
			.contains("uid: " + services.at("/tracing/tempo_config/datasource_uid").asString("") + "\n");
	}

	private static void notices(Function<Mesh, List<String>> proof, String kind, String name,
			Consumer<Manifest> change) {
		assertThat(proof.apply(mesh(FULL))).isEmpty();
		assertThat(proof.apply(changed(kind, name, change))).isNotEmpty();
	}

	/** Returns the mesh with a canary, with one object changed. */
	private static Mesh changed(String kind, String name, Consumer<Manifest> change) {
		Mesh mesh = mesh(FULL);
		change.accept(mesh.get(kind, name));
		return mesh;
	}

	private static ObjectNode object(Manifest manifest, String pointer) {
		return (ObjectNode) manifest.at(pointer);
	}

	private static Mesh mesh(Values values) {
		return new Mesh(CHART.render(values));
	}

	private static String account(Manifest pods) {
		return pods.podSpec().path("serviceAccountName").asString("");
	}

	private static int seconds(JsonNode route) {
		return Integer.parseInt(route.path("timeout").asString("").replace("s", ""));
	}

	private static JsonNode named(JsonNode array, String name) {
		return Mesh.stream(array).filter(node -> Mesh.name(node).equals(name)).findAny().orElseThrow();
	}

	/**
	 * Returns the rows of a marked table of a document, without the head and without
	 * backticks.
	 */
	private static List<List<String>> table(String document, String mark) {
		String text = Repository.text(document);
		String start = "<!-- " + mark + " -->\n";
		return text.substring(text.indexOf(start) + start.length(), text.indexOf("<!-- /" + mark + " -->"))
			.lines()
			.filter(line -> line.startsWith("|"))
			.skip(2)
			.map(line -> Stream.of(line.replace("`", "").substring(1).split("\\|", -1)).map(String::strip).toList())
			.toList();
	}

	/** Returns the first group of each match of a pattern. */
	private static final class Matches {

		static Stream<String> of(String pattern, String text) {
			return Pattern.compile(pattern).matcher(text).results().map((MatchResult found) -> found.group(1));
		}

	}

}
