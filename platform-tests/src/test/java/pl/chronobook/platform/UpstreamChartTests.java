package pl.chronobook.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pinned version of each upstream chart exists, and has every value that a component
 * sets: Helm silently ignores a value that a chart does not know. If the charts cannot be
 * downloaded the test is skipped with a message. {@code -Dplatform.charts=FOLDER} names a
 * folder with the values of each chart in {@code NAME.yaml} instead.
 */
class UpstreamChartTests {

	private static final YAMLMapper YAML = new YAMLMapper();

	/** Sub-charts, whose values the chart itself does not list. */
	private static final Map<String, Set<String>> WITHIN = Map.of("kube-prometheus-stack",
			Set.of("grafana", "kube-state-metrics", "prometheus-node-exporter"));

	/**
	 * Values that a chart passes on unchanged to its program, or reads without listing
	 * them. Istio's chart treats values under "pilot" as if they were on the top level.
	 */
	private static final Map<String, List<String>> HANDED_ON = Map.of("argo-cd",
			List.of("configs.params.", "configs.cm."), "istiod", List.of("pilot", "meshConfig."), "istio-cni",
			List.of("global.platform"), "loki", List.of("loki.limits_config."), "kiali",
			List.of("external_services.", "istio_labels"), "pyroscope", List.of("pyroscope.extraArgs."));

	/**
	 * The key under which Istio's charts keep their values, so that profiles can override
	 * them.
	 */
	private static final String ISTIO = "_internal_defaults_do_not_set";

	static Stream<String> components() {
		return Repository.yaml("argo-apps/values.yaml")
			.path("components")
			.properties()
			.stream()
			.filter(component -> component.getValue().has("chart"))
			.map(Map.Entry::getKey);
	}

	@ParameterizedTest
	@MethodSource("components")
	void chartDefinesEveryValueThatIsSet(String component) {
		JsonNode values = known(component);
		JsonNode given = Repository.merged("argo-apps/components/" + component + ".yaml");
		Set<String> within = WITHIN.getOrDefault(component, Set.of());
		assertThat(unknown("", given, values.has(ISTIO) ? values.path(ISTIO) : values))
			.filteredOn(name -> !within.contains(name.split("\\.", 2)[0]))
			.filteredOn(name -> HANDED_ON.getOrDefault(component, List.of()).stream().noneMatch(name::startsWith))
			.isEmpty();
	}

	@Test
	void unknownValueOfAChartIsDetected() {
		JsonNode known = YAML.readTree("""
				server: {replicas: 1, resources: {}, extra: null, ports: []}
				""");
		assertThat(unknown("", YAML.readTree("""
				server: {replicas: 2, resources: {limits: {memory: 1Gi}}, extra: {a: 1}, ports: [1]}
				"""), known)).isEmpty();
		assertThat(unknown("", YAML.readTree("server: {replica: 2}\nweb: {a: 1}"), known))
			.containsExactly("server.replica", "web");
	}

	/**
	 * Returns whether a value accepts any content: an empty object, null, or an object of
	 * resources as Kubernetes defines it.
	 */
	private static List<String> unknown(String path, JsonNode given, JsonNode known) {
		List<String> unknown = new ArrayList<>();
		if (!given.isObject() || !known.isObject() || known.isEmpty() || path.endsWith("resources.")) {
			return unknown;
		}
		given.properties().forEach(property -> {
			String name = path + property.getKey();
			if (known.has(property.getKey())) {
				unknown.addAll(unknown(name + ".", property.getValue(), known.path(property.getKey())));
			}
			else {
				unknown.add(name);
			}
		});
		return unknown;
	}

	private static JsonNode known(String component) {
		JsonNode settings = Repository.yaml("argo-apps/values.yaml").path("components").path(component);
		String chart = settings.path("chart").asString("");
		String folder = System.getProperty("platform.charts", "");
		if (!folder.isEmpty()) {
			Path values = Path.of(folder, chart + ".yaml");
			skipUnless(Files.exists(values), values + " is not there");
			return YAML.readTree(Repository.text(values));
		}
		String version = settings.path("version").asString("");
		URI repository = URI.create(settings.path("repoURL").asString("") + "/");
		JsonNode index = YAML.readTree(read(repository.resolve("index.yaml")));
		String archive = index.path("entries")
			.path(chart)
			.valueStream()
			.filter(entry -> entry.path("version").asString("").equals(version))
			.map(entry -> entry.at("/urls/0").asString(""))
			.findAny()
			.orElseThrow(() -> new AssertionError("there is no " + chart + " " + version + " at " + repository));
		return YAML.readTree(Helm.show(repository.resolve(archive).toString()).values().call());
	}

	private static String read(URI address) {
		try (HttpClient client = HttpClient.newBuilder()
			.connectTimeout(Duration.ofSeconds(3))
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build()) {
			HttpResponse<String> response = client.send(
					HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
					HttpResponse.BodyHandlers.ofString());
			skipUnless(response.statusCode() == 200, address + " answers " + response.statusCode());
			return response.body();
		}
		catch (IOException ex) {
			skipUnless(false, address + " cannot be reached");
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void skipUnless(boolean reachable, String reason) {
		if (!reachable) {
			System.out.println("NOT CHECKED against the upstream chart: " + reason);
		}
		Assumptions.assumeTrue(reachable, reason);
	}

}
