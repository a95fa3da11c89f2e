package pl.chronobook.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Static tests of rules and dashboards, which run nothing but {@code promtool}.
 */
class MonitoringTests {

	private static final String TESTS = "platform-tests/src/test/resources/rules";

	private static final String RUNBOOKS = "docs/runbooks/alerts";

	@Test
	void prometheusUnderstandsTheRules() {
		assertSucceeds(promtool("check", "rules", Repository.files(Rule.FOLDER, ".yaml")));
	}

	@Test
	void promtoolTestsOfTheRulesPass() {
		assertSucceeds(promtool("test", "rules", Repository.files(TESTS, ".yaml")));
	}

	@Test
	void everyAlertIsTestedToFireAndNotToFire() {
		Set<String> fire = new TreeSet<>();
		Set<String> silent = new TreeSet<>();
		for (Path file : Repository.files(TESTS, ".yaml")) {
			Repository.documents(Repository.text(file))
				.getFirst()
				.path("tests")
				.forEach(test -> test.path("alert_rule_test").forEach(check -> {
					String alert = check.path("alertname").asString("");
					check.path("exp_alerts")
						.forEach(expected -> fire
							.add(alert + " (" + expected.at("/exp_labels/severity").asString("") + ")"));
					if (check.path("exp_alerts").isEmpty()) {
						silent.add(alert);
					}
				}));
		}
		assertThat(fire).containsExactlyElementsOf(
				Rule.alerts().stream().map(Rule::toString).collect(Collectors.toCollection(TreeSet::new)));
		assertThat(silent).containsExactlyElementsOf(names());
	}

	@Test
	void alertsHaveASeverityAndSayWhatToDo() {
		assertThat(Rule.alerts()).isNotEmpty().allSatisfy(alert -> {
			assertThat(alert.severity()).isIn("page", "ticket");
			assertThat(alert.annotation("summary")).isNotBlank().doesNotEndWith(".");
			assertThat(alert.annotation("description")).contains("{{ $value").endsWith(".");
			assertThat(alert.annotation("runbook_url")).endsWith("/blob/main/" + RUNBOOKS + "/" + alert.name() + ".md");
		});
	}

	@Test
	void everyAlertHasItsRunbookAndEveryRunbookItsAlert() {
		Set<String> runbooks = new TreeSet<>();
		for (Path file : Repository.files(RUNBOOKS, ".md")) {
			String name = file.getFileName().toString().replace(".md", "");
			runbooks.add(name);
			assertThat(Repository.text(file)).as(name)
				.startsWith("# " + name + "\n")
				.contains("\n## What readers feel\n", "\n## Look\n", "\n## Do\n", "\n## Over\n");
			assertThat(Repository.text("docs/runbooks/README.md")).contains("(alerts/" + name + ".md)");
		}
		assertThat(runbooks).containsExactlyElementsOf(names());
	}

	private static Set<String> names() {
		return Rule.alerts().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void chartShipsTheFilesUnchanged() {
		List<Manifest> objects = Chart.of("charts/chronobook").render(Values.of("values/laptop-full.yaml"));
		for (Path file : Repository.files(Rule.FOLDER, ".yaml")) {
			Manifest rule = find(objects,
					"PrometheusRule/chronobook-" + file.getFileName().toString().replace(".yaml", ""));
			assertThat(rule.at("/spec")).isEqualTo(Repository.documents(Repository.text(file)).getFirst());
		}
		Dashboard.all().forEach(dashboard -> {
			Manifest map = find(objects, "ConfigMap/chronobook-dashboard-" + dashboard.file().replace(".json", ""));
			assertThat(map.labels()).containsEntry("grafana_dashboard", "1");
			assertThat(map.at("/data").properties()).hasSize(1)
				.allSatisfy(entry -> assertThat(Repository.documents(entry.getValue().asString("")).getFirst())
					.isEqualTo(dashboard.json()));
		});
	}

	private static Manifest find(List<Manifest> objects, String name) {
		return objects.stream().filter(object -> object.toString().equals(name)).findAny().orElseThrow();
	}

	@ParameterizedTest
	@MethodSource("pl.chronobook.platform.Dashboard#all")
	void dashboardsMatchGrafanasFormat(Dashboard dashboard) {
		JsonNode json = dashboard.json();
		assertThat(json.path("uid").asString("")).startsWith("chronobook-").hasSizeLessThanOrEqualTo(40);
		assertThat(json.path("schemaVersion").asInt()).isEqualTo(41);
		assertThat(json.path("title").asString("")).isNotBlank();
		assertThat(json.path("description").asString("")).isNotBlank();
		assertThat(json.path("tags").toString()).isEqualTo("[\"chronobook\"]");
		assertThat(json.path("links").toString()).contains("\"tags\":[\"chronobook\"]", "/docs/observability.md");
		assertThat(dashboard.variables().getFirst().path("name").asString("")).isEqualTo("namespace");
		assertThat(json.toString()).doesNotContain("\"datasource\":null", "${DS_");
		Set<Integer> ids = new HashSet<>();
		json.path("panels").forEach(panel -> assertThat(ids.add(panel.path("id").asInt())).isTrue());
		assertThat(dashboard.panels()).hasSizeBetween(6, 20).allSatisfy(panel -> {
			String title = panel.path("title").asString("");
			assertThat(title).isNotBlank();
			assertThat(panel.path("description").asString("")).as(title).isNotBlank();
			assertThat(panel.path("type").asString("")).as(title).isIn("timeseries", "stat", "bargauge");
			assertThat(panel.at("/datasource/uid").asString("")).as(title).isEqualTo("prometheus");
			assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).as(title).isNotBlank();
			assertThat(panel.path("targets")).as(title).isNotEmpty().allSatisfy(target -> {
				assertThat(target.path("expr").asString("")).contains("namespace=\"$namespace\"");
				assertThat(target.path("legendFormat").asString("")).isNotBlank();
			});
		});
	}

	@ParameterizedTest
	@MethodSource("pl.chronobook.platform.Dashboard#all")
	void panelsFillTheirRowsAndDoNotOverlap(Dashboard dashboard) {
		Set<String> taken = new HashSet<>();
		Set<Integer> lines = new TreeSet<>();
		dashboard.json().path("panels").forEach(panel -> {
			JsonNode place = panel.path("gridPos");
			for (int y = place.path("y").asInt(); y < place.path("y").asInt() + place.path("h").asInt(); y++) {
				lines.add(y);
				for (int x = place.path("x").asInt(); x < place.path("x").asInt() + place.path("w").asInt(); x++) {
					assertThat(x).isLessThan(24);
					assertThat(taken.add(x + "," + y)).as(panel.path("title").asString("")).isTrue();
				}
			}
		});
		assertThat(taken).as("no holes").hasSize(lines.size() * 24);
	}

	@Test
	void firstDashboardShowsTheGoldenSignals() {
		Dashboard golden = Dashboard.all()
			.filter(dashboard -> dashboard.json().path("title").asString("").equals("SRE Golden Signals"))
			.findAny()
			.orElseThrow();
		assertThat(golden.rows()).startsWith("Latency", "Traffic", "Errors", "Saturation");
		assertThat(golden.panels().getFirst().at("/targets/0/exemplar").asBoolean(false)).isTrue();
		assertThat(Dashboard.all().map(dashboard -> dashboard.json().path("uid").asString(""))).hasSize(5)
			.doesNotHaveDuplicates();
	}

	@Test
	void dataSourcesLinkToEachOther() {
		JsonNode grafana = Repository.yaml("argo-apps/components/kube-prometheus-stack.yaml").path("grafana");
		Set<String> known = new HashSet<>(Set.of("prometheus"));
		grafana.path("additionalDataSources").forEach(source -> known.add(source.path("uid").asString("")));
		List<String> links = new ArrayList<>();
		grafana.findValues("datasourceUid").forEach(uid -> links.add(uid.asString("")));
		assertThat(links).hasSize(6).isSubsetOf(known).contains("prometheus", "loki", "tempo", "pyroscope");
		assertThat(grafana.toString()).as("Grafana would look for an environment variable")
			.doesNotContainPattern("[^$]\\$\\{__");
	}

	@Test
	void tracesAreSentOnlyToTheConfiguredCollector() {
		Values values = Values.of("values/laptop-minimal.yaml");
		assertThat(Chart.of("charts/chronobook").text(values)).doesNotContain("MANAGEMENT_");
		List<Manifest> objects = Chart.of("charts/chronobook").render(Values.of("values/laptop-full.yaml"));
		String endpoint = "http://alloy.monitoring:4318/v1/traces";
		assertThat(ChronoBookChartTests.environment(ChronoBookChartTests.web(objects)))
			.containsEntry("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", endpoint)
			.containsEntry("MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "1");
		assertThat(find(objects, "CronJob/chronobook-training").containers().getFirst().path("env").toString())
			.contains("\"MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT\",\"value\":\"" + endpoint + "\"")
			.doesNotContain("SAMPLING");
		assertThat(Repository.yaml("argo-apps/components/alloy.yaml").at("/alloy/extraPorts").toString())
			.contains("4318");
	}

	@Test
	void profilesAreSentToTheConfiguredAddressOnly() {
		assertThat(Chart.of("charts/chronobook").text(Values.of("values/laptop-minimal.yaml")))
			.doesNotContain("PROFILING", "FlightRecorder");
		Values values = Values.of("values/laptop-full.yaml").with("web.javaOptions", "-Xss512k");
		assertThat(ChronoBookChartTests
			.environment(ChronoBookChartTests.web(Chart.of("charts/chronobook").render(values))))
			.containsEntry("CHRONOBOOK_PROFILING_ENDPOINT", "http://pyroscope.monitoring:4040")
			.containsEntry("JDK_JAVA_OPTIONS", "-XX:FlightRecorderOptions:stackdepth=256 -Xss512k");
	}

	@Test
	void exporterConnectsByTheSocketAndServesOnlyPrometheus() {
		List<Manifest> objects = Chart.of("charts/chronobook").render(Values.of("values/laptop-full.yaml"));
		JsonNode exporter = find(objects, "StatefulSet/chronobook-db").containers().getLast();
		assertThat(exporter.at("/env/0/value").asString("")).contains("host=/var/run/postgresql",
				"user=chronobook_exporter");
		assertThat(exporter.path("env")).hasSize(1);
		JsonNode rule = find(objects, "NetworkPolicy/chronobook-db").at("/spec/ingress/1");
		assertThat(rule.path("ports").toString()).isEqualTo("[{\"port\":\"http-metrics\",\"protocol\":\"TCP\"}]");
		assertThat(rule.path("from").toString()).contains("\"monitoring\"");
		assertThat(rule.path("from")).hasSize(1);
	}

	@Test
	void routesUseKnownReceiversAndInhibitRulesKnownAlerts() {
		JsonNode config = Repository.yaml("argo-apps/components/kube-prometheus-stack.yaml").at("/alertmanager/config");
		Set<String> receivers = new HashSet<>();
		config.path("receivers").forEach(receiver -> receivers.add(receiver.path("name").asString("")));
		List<String> used = new ArrayList<>();
		config.path("route").findValues("receiver").forEach(receiver -> used.add(receiver.asString("")));
		assertThat(used).isNotEmpty().isSubsetOf(receivers).contains("page", "ticket");
		Set<String> alerts = names();
		String inhibits = config.path("inhibit_rules").toString();
		Matcher named = Pattern.compile("ChronoBook\\(([A-Za-z|]+)\\)").matcher(inhibits);
		while (named.find()) {
			for (String name : named.group(1).split("\\|", -1)) {
				assertThat(alerts).contains("ChronoBook" + name);
			}
		}
	}

	private static Command promtool(String first, String second, List<Path> files) {
		List<String> words = new ArrayList<>(List.of(Tools.orSkip("promtool").toString(), first, second));
		assertThat(files).isNotEmpty().allMatch(Files::isReadable);
		files.forEach(file -> words.add(file.toString()));
		return Command.run(Repository.ROOT, Map.of(), words.toArray(String[]::new));
	}

	private static void assertSucceeds(Command command) {
		assertThat(command.status()).as(command.output()).isZero();
	}

}
