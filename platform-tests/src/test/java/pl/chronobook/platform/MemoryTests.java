package pl.chronobook.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory requests of each profile, and their table in argo-apps/README.md.
 * {@code -Ddocs.charts=write} regenerates the table.
 */
class MemoryTests {

	private static final String START = "<!-- memory -->\n";

	private static final String END = "<!-- /memory -->";

	/** Containers that an upstream chart configures by one setting. */
	private static final Map<String, Integer> TIMES = Map.of("/grafana/sidecar", 2,
			"/prometheusOperator/prometheusConfigReloader", 2);

	/** The sidecars of all injected pods, which are counted separately. */
	private static final String PROXY = "/global/proxy";

	@Test
	void readmeStatesTheMemoryOfTheProfiles() throws IOException {
		StringBuilder table = new StringBuilder("| component | minimal | full |\n| --- | --: | --: |\n");
		int minimal = 0;
		int full = 0;
		for (Map.Entry<String, JsonNode> component : Repository.yaml("argo-apps/values.yaml")
			.path("components")
			.properties()) {
			int inMinimal = requests("minimal", component.getKey());
			int inFull = requests("full", component.getKey());
			minimal += inMinimal;
			full += inFull;
			table.append("| %s | %s | %s |%n".formatted(component.getKey(), shown(inMinimal), shown(inFull)));
		}
		int sidecars = sidecars();
		full += sidecars;
		table.append("| sidecars of the mesh | – | %d |%n| **together** | **%d** | **%d** |%n".formatted(sidecars,
				minimal, full));

		Path readme = Repository.file("argo-apps/README.md");
		String text = Repository.text(readme);
		String fresh = text.substring(0, text.indexOf(START) + START.length()) + table
				+ text.substring(text.indexOf(END));
		if ("write".equals(System.getProperty("docs.charts"))) {
			Files.writeString(readme, fresh);
		}
		assertThat(Repository.text(readme)).as("out of date: run with -Ddocs.charts=write").isEqualTo(fresh);
		assertThat(minimal).as("a laptop with 8 GiB").isLessThan(3 * 1024);
		assertThat(full).as("a laptop with 16 GiB").isLessThan(8 * 1024);
	}

	@Test
	void everyComponentSetsMemoryRequestsAndLimits() {
		Repository.yaml("argo-apps/values.yaml").path("components").properties().forEach(component -> {
			if (component.getValue().has("chart") && !component.getKey().equals("istio-base")) {
				JsonNode values = Repository.yaml("argo-apps/components/" + component.getKey() + ".yaml");
				assertThat(sum("", values, "requests")).as(component.getKey()).isPositive();
				assertThat(sum("", values, "limits")).as(component.getKey())
					.isGreaterThanOrEqualTo(sum("", values, "requests"));
			}
		});
	}

	private static int requests(String profile, String component) {
		boolean enabled = ArgoAppsTests.CHART.render(ArgoAppsTests.profile(profile))
			.stream()
			.anyMatch(object -> object.kind().equals("Application") && object.name().equals(component));
		if (!enabled) {
			return 0;
		}
		if (component.equals("chronobook")) {
			return workloads(profile).stream()
				// The init container requests no more than the container after it
				.mapToInt(pods -> replicas(pods) * pods.podSpec()
					.path("containers")
					.valueStream()
					.mapToInt(container -> mebibytes(container.at("/resources/requests/memory").asString("")))
					.sum())
				.sum();
		}
		return sum("", Repository.yaml("argo-apps/components/" + component + ".yaml"), "requests");
	}

	private static int sidecars() {
		int each = mebibytes(Repository.yaml("argo-apps/components/istiod.yaml")
			.at(PROXY + "/resources/requests/memory")
			.asString(""));
		int prometheus = Repository.yaml("argo-apps/components/kube-prometheus-stack.yaml")
			.at("/prometheus/prometheusSpec/podMetadata/labels")
			.has("sidecar.istio.io/inject") ? 1 : 0;
		return each * (workloads("full").stream().mapToInt(MemoryTests::replicas).sum() + prometheus);
	}

	private static List<Manifest> workloads(String profile) {
		return Chart.of("charts/chronobook")
			.render(ArgoAppsTests.passedValues(ArgoAppsTests.application(profile, "chronobook")))
			.stream()
			.filter(object -> List.of("Deployment", "Rollout", "StatefulSet").contains(object.kind()))
			.toList();
	}

	private static int replicas(Manifest pods) {
		return pods.at("/spec/replicas").asInt();
	}

	private static int sum(String path, JsonNode node, String what) {
		int sum = 0;
		for (Map.Entry<String, JsonNode> property : node.properties()) {
			String below = path + "/" + property.getKey();
			if (below.equals(PROXY)) {
				continue;
			}
			int value = (property.getKey().equals(what) && property.getValue().has("memory"))
					? mebibytes(property.getValue().path("memory").asString(""))
					: sum(below, property.getValue(), what);
			sum += value * TIMES.getOrDefault(below, 1);
		}
		return sum;
	}

	private static int mebibytes(String quantity) {
		int number = Integer.parseInt(quantity.replaceAll("[A-Za-z]+$", ""));
		return quantity.endsWith("Gi") ? number * 1024 : number;
	}

	private static String shown(int mebibytes) {
		return (mebibytes == 0) ? "–" : Integer.toString(mebibytes);
	}

}
