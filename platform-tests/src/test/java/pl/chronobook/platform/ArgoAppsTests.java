package pl.chronobook.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The projects and applications for Argo CD fit together and have only the permissions
 * that they need.
 */
class ArgoAppsTests {

	static final Chart CHART = Chart.of("argo-apps");

	private static final String HERE = "https://github.com/somebody/chronobook.git";

	static Values profile(String profile) {
		return Values.of("images.yaml", "values/" + profile + ".yaml")
			.with("repoURL", HERE)
			.with("localTag", "local-1");
	}

	@Test
	void lints() {
		LintResult result = CHART.lint();
		assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "minimal", "full", "production", "production-cloudnative-pg" })
	void rendersNothingButProjectsAndApplications(String profile) {
		List<Manifest> objects = CHART.render(profile(profile));
		assertThat(objects).extracting(Manifest::kind).containsOnly("AppProject", "Application");
		assertThat(objects).extracting(Manifest::toString).doesNotHaveDuplicates();
		assertThat(objects).allMatch(object -> object.at("/metadata/namespace").asString("").equals("argocd"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "minimal", "full", "production", "production-cloudnative-pg" })
	void everyObjectFitsItsSchema(String profile) {
		Schemas schemas = Schemas.orSkip();
		assertThat(CHART.render(profile(profile))).flatMap(schemas::errors).isEmpty();
	}

	@Test
	void profilesRunTheComponentsTheyList() {
		assertThat(applications("minimal")).extracting(Manifest::name)
			.containsExactlyInAnyOrder("argo-cd", "chronobook");
		assertThat(applications("full")).extracting(Manifest::name)
			.containsExactlyInAnyOrder("argo-cd", "kube-prometheus-stack", "istio-base", "istiod", "istio-cni",
					"istio-gateway", "argo-rollouts", "kyverno", "loki", "tempo", "pyroscope", "alloy", "kiali",
					"chronobook");
		assertThat(applications("production")).extracting(Manifest::name)
			.containsExactlyInAnyOrder("argo-cd", "external-secrets", "kube-prometheus-stack", "chronobook");
		assertThat(applications("production-cloudnative-pg")).extracting(Manifest::name)
			.containsExactlyInAnyOrder("argo-cd", "external-secrets", "kube-prometheus-stack", "cert-manager",
					"cloudnative-pg", "plugin-barman-cloud", "chronobook");
	}

	@ParameterizedTest
	@ValueSource(strings = { "minimal", "full", "production", "production-cloudnative-pg" })
	void everyComponentCanBeSwitchedOnAndOff(String profile) {
		Repository.yaml("argo-apps/values.yaml").path("components").properties().forEach(component -> {
			String name = component.getKey();
			for (boolean enabled : List.of(true, false)) {
				List<String> names = CHART.render(profile(profile).with("components." + name + ".enabled", enabled))
					.stream()
					.filter(object -> object.kind().equals("Application"))
					.map(Manifest::name)
					.toList();
				assertThat(names.contains(name)).as(name).isEqualTo(enabled);
			}
		});
	}

	@Test
	void onlyTheBootstrapAppliesTheRoot() {
		assertThat(applications("full")).extracting(Manifest::name).doesNotContain("root");
		Manifest root = named(CHART.render(profile("full").with("bootstrap", true)), "root");
		assertThat(root.at("/spec/project").asString("")).isEqualTo("root");
		assertThat(root.at("/spec/source/path").asString("")).isEqualTo("argo-apps");
		assertThat(root.at("/spec/syncPolicy/automated/selfHeal").asBoolean(false)).isTrue();
		Values values = new Values(strings(root.at("/spec/source/helm/valueFiles")), Map.of());
		for (JsonNode parameter : root.at("/spec/source/helm/parameters")) {
			values = values.with(parameter.path("name").asString(""), parameter.path("value").asString(""));
		}
		assertThat(CHART.text(values)).isEqualTo(CHART.text(profile("full")));
	}

	@Test
	void everyApplicationComesFromThisRepositoryOrAPinnedChart() {
		for (Manifest application : Stream.of("full", "production-cloudnative-pg")
			.flatMap(profile -> applications(profile).stream())
			.toList()) {
			JsonNode source = application.at("/spec/source");
			if (source.has("chart")) {
				assertThat(source.path("targetRevision").asString("")).matches("v?\\d+\\.\\d+\\.\\d+");
				assertThat(source.path("repoURL").asString("")).startsWith("https://");
				assertThat(source.at("/helm/valuesObject").isEmpty()).isFalse();
			}
			else {
				assertThat(source.path("repoURL").asString("")).isEqualTo(HERE);
				String path = source.path("path").asString("");
				assertThat(Repository.file(path + "/Chart.yaml")).exists();
				assertThat(source.at("/helm/valueFiles")).isNotEmpty()
					.allSatisfy(file -> assertThat(Repository.file(path).resolve(file.asString(""))).exists());
			}
		}
	}

	@Test
	void chartOfChronoBookAcceptsTheValuesThatArgoCdPasses() {
		for (String profile : List.of("minimal", "full", "production", "production-cloudnative-pg")) {
			Manifest application = application(profile, "chronobook");
			assertThat(Chart.of("charts/chronobook").render(passedValues(application))).isNotEmpty();
		}
	}

	/** Returns the values with which Argo CD renders ChronoBook's chart. */
	static Values passedValues(Manifest application) {
		List<String> files = stream(application.at("/spec/source/helm/valueFiles")).map(file -> file.asString(""))
			.toList();
		Values values = new Values(files, Map.of());
		JsonNode object = application.at("/spec/source/helm/valuesObject");
		for (String path : List.of("image.repository", "image.tag", "image.digest", "training.image.repository",
				"training.image.tag", "training.image.digest")) {
			values = values.with(path, object.at("/" + path.replace('.', '/')).asString(""));
		}
		JsonNode admission = object.path("admission");
		if (!admission.isMissingNode()) {
			values = values.with("admission.enabled", admission.path("enabled").asBoolean(false))
				.with("admission.signer", admission.path("signer").asString(""));
			for (int i = 0; i < admission.path("unsigned").size(); i++) {
				values = values.with("admission.unsigned[" + i + "]", admission.at("/unsigned/" + i).asString(""));
			}
		}
		return values;
	}

	@Test
	void releasedImagesReachTheChartByDigest() {
		String digest = "sha256:" + "b".repeat(64);
		Values released = profile("minimal").with("localTag", "");
		for (String image : List.of("web", "training")) {
			released = released.with("images." + image + ".repository", "ghcr.io/somebody/chronobook-" + image)
				.with("images." + image + ".tag", "1.2.3")
				.with("images." + image + ".digest", digest);
		}
		JsonNode values = named(CHART.render(released), "chronobook").at("/spec/source/helm/valuesObject");
		assertThat(values.at("/image/digest").asString("")).isEqualTo(digest);
		assertThat(values.at("/training/image/repository").asString(""))
			.isEqualTo("ghcr.io/somebody/chronobook-training");
	}

	@Test
	void linksContainThePortThatTheBootstrapChose() {
		Values values = profile("minimal").with("address", "http://chronobook.localhost:9080");
		Manifest root = named(CHART.render(values.with("bootstrap", true)), "root");
		assertThat(root.at("/spec/source/helm/parameters").toString()).contains("http://chronobook.localhost:9080");
		assertThat(named(CHART.render(values), "chronobook").at("/spec/source/helm/valuesObject/url").asString(""))
			.isEqualTo("http://chronobook.localhost:9080");
		assertThat(application("minimal", "chronobook").at("/spec/source/helm/valuesObject").has("url")).isFalse();
	}

	@Test
	void onlyImagesOfTheReleaseWorkflowAreAdmitted() {
		Manifest local = admission(profile("full"));
		assertThat(local.at("/skipImageReferences").toString()).contains("docker.io/library/chronobook-web:*",
				"docker.io/library/postgres:", "docker.io/istio/*");

		Values released = profile("full").with("localTag", "");
		for (String image : List.of("web", "training")) {
			released = released.with("images." + image + ".repository", "ghcr.io/somebody/chronobook-" + image)
				.with("images." + image + ".tag", "0.1.0-42")
				.with("images." + image + ".digest", "sha256:" + "c".repeat(64));
		}
		Manifest rule = admission(released);
		assertThat(rule.at("/skipImageReferences").toString()).doesNotContain("chronobook");
		assertThat(rule.at("/failureAction").asString("")).isEqualTo("Enforce");
		assertThat(rule.at("/required").asBoolean(false)).isTrue();
		assertThat(strings(rule.at("/imageReferences"))).containsExactly("*");
		assertThat(stream(rule.at("/attestations")).map(attestation -> attestation.path("type").asString("")))
			.containsExactlyInAnyOrder("https://slsa.dev/provenance/v1", "https://spdx.dev/Document");
		List<JsonNode> signers = rule.json().findValues("subjectRegExp");
		assertThat(signers).hasSize(3).allSatisfy(signer -> {
			Pattern pattern = Pattern.compile(signer.asString(""));
			String workflow = "https://github.com/Somebody/chronobook/.github/workflows/release.yaml@refs/heads/";
			assertThat(workflow + "main").matches(pattern);
			assertThat(List.of(workflow + "other", workflow.replace("release", "ci") + "main",
					workflow.replace("Somebody", "Other") + "main"))
				.noneMatch(pattern.asMatchPredicate());
		});
	}

	private static Manifest admission(Values values) {
		Manifest policy = Chart.of("charts/chronobook")
			.render(passedValues(named(CHART.render(values), "chronobook")))
			.stream()
			.filter(object -> object.kind().equals("Policy"))
			.findAny()
			.orElseThrow();
		return new Manifest(policy.at("/spec/rules/0/verifyImages/0"));
	}

	@Test
	void argoCdDoesNotResetTheTrafficWeightsOfACanary() {
		Manifest application = application("full", "chronobook");
		assertThat(application.at("/spec/ignoreDifferences").toString()).contains(".spec.http[]?.route[]?.weight",
				"rollouts-pod-template-hash");
		assertThat(strings(application.at("/spec/syncPolicy/syncOptions")))
			.as("Argo CD ignores lists as a whole, so a changed route would never be applied")
			.doesNotContain("RespectIgnoreDifferences=true");
		assertThat(application("full", "istiod").at("/spec/syncPolicy/syncOptions").toString())
			.contains("RespectIgnoreDifferences=true");
	}

	@Test
	void missingValueIsNamedInTheMessage() {
		assertThatIllegalStateException().isThrownBy(() -> CHART.render(profile("minimal").with("repoURL", "")))
			.withMessageContaining("repoURL: say where Argo CD finds this repository");
		assertThatIllegalStateException()
			.isThrownBy(() -> CHART
				.render(profile("minimal").with("localTag", "").with("images.web.repository", "ghcr.io/a/b")))
			.withMessageContaining("no release yet");
		assertThatIllegalStateException()
			.isThrownBy(() -> CHART.render(profile("minimal").with("components.loki.version", "latest")))
			.withMessageContaining("'/components/loki/version'");
		assertThatIllegalStateException().isThrownBy(() -> CHART.render(profile("minimal").with("profile", "huge")))
			.withMessageContaining("'minimal', 'full'");
	}

	@Test
	void syncWavesFollowDependencies() {
		Map<String, Integer> waves = new HashMap<>();
		CHART.render(profile("full"))
			.forEach(object -> waves.merge(object.kind().equals("AppProject") ? "projects" : object.name(),
					Integer.parseInt(object.annotation("argocd.argoproj.io/sync-wave")), Math::max));
		for (List<String> order : List.of(List.of("projects", "argo-cd"), List.of("argo-cd", "istio-base"),
				List.of("argo-cd", "kube-prometheus-stack"), List.of("istio-base", "istiod"),
				List.of("istiod", "istio-cni"), List.of("istio-cni", "istio-gateway"),
				List.of("istio-cni", "kube-prometheus-stack"), List.of("kube-prometheus-stack", "loki"),
				List.of("loki", "alloy"), List.of("tempo", "alloy"), List.of("pyroscope", "chronobook"),
				List.of("istiod", "kiali"), List.of("istio-gateway", "chronobook"),
				List.of("kube-prometheus-stack", "chronobook"), List.of("alloy", "chronobook"),
				List.of("argo-rollouts", "chronobook"), List.of("kyverno", "chronobook"),
				List.of("kube-prometheus-stack", "argo-rollouts"))) {
			assertThat(waves.get(order.getFirst())).as(order.toString()).isLessThan(waves.get(order.getLast()));
		}
	}

	@Test
	void productionOperatorsComeInEarlierWavesThanTheirUsers() {
		Map<String, Integer> waves = new HashMap<>();
		applications("production-cloudnative-pg").forEach(application -> waves.put(application.name(),
				Integer.parseInt(application.annotation("argocd.argoproj.io/sync-wave"))));
		for (String operator : List.of("cert-manager", "cloudnative-pg")) {
			assertThat(waves.get(operator)).isLessThan(waves.get("plugin-barman-cloud"));
		}
		waves.forEach((name, wave) -> assertThat(wave).as(name).isLessThanOrEqualTo(waves.get("chronobook")));
	}

	@Test
	void argoCdChecksTheHealthOfApplications() {
		String check = Repository.yaml("argo-apps/components/argo-cd.yaml")
			.at("/configs/cm")
			.path("resource.customizations.health.argoproj.io_Application")
			.asString("");
		assertThat(check).as("sync waves wait only with this health check")
			.contains("Progressing")
			.contains("obj.status.health.status")
			.contains("return hs");
	}

	@ParameterizedTest
	@CsvSource({ "True, , Healthy", "False, NoPodReady, Progressing", "False, SomePodsNotReady, Progressing",
			"False, ReconciliationFailed, Degraded" })
	void prometheusIsProgressingWhileItStartsAndDegradedWhenItFails(String status, String reason, String health) {
		for (String kind : List.of("Prometheus", "Alertmanager")) {
			String check = Repository.yaml("argo-apps/components/argo-cd.yaml")
				.at("/configs/cm")
				.path("resource.customizations.health.monitoring.coreos.com_" + kind)
				.asString("");
			LuaTable condition = new LuaTable();
			condition.set("type", "Available");
			condition.set("status", status);
			condition.set("reason", (reason != null) ? reason : "");
			LuaTable object = LuaTable
				.tableOf(new LuaValue[] { LuaValue.valueOf("status"), LuaTable.tableOf(new LuaValue[] {
						LuaValue.valueOf("conditions"), LuaTable.listOf(new LuaValue[] { condition }) }) });
			assertThat(health(check, object)).as(kind).isEqualTo(health);
			assertThat(health(check, new LuaTable())).as(kind + " that the operator has not seen")
				.isEqualTo("Progressing");
		}
	}

	private static String health(String check, LuaTable object) {
		Globals lua = JsePlatform.standardGlobals();
		lua.set("obj", object);
		return lua.load(check).call().get("status").tojstring();
	}

	@Test
	void kialisSigningKeyDoesNotChangeBetweenRenderings() {
		String key = Repository.yaml("argo-apps/components/kiali.yaml").at("/login_token/signing_key").asString("");
		assertThat(key).startsWith("secret:");
		String[] parts = key.split(":", -1);
		assertThat(Repository.text("k3d/bootstrap")).contains("secret istio-system " + parts[1] + " ")
			.contains(" " + parts[2] + " kiali");
	}

	@ParameterizedTest
	@ValueSource(strings = { "minimal", "full", "production", "production-cloudnative-pg" })
	void renderingIsDeterministic(String profile) {
		assertThat(CHART.text(profile(profile))).isEqualTo(CHART.text(profile(profile)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "minimal", "full", "production", "production-cloudnative-pg" })
	void applicationsStayWithinTheirProjects(String profile) {
		List<Manifest> objects = CHART.render(profile(profile));
		for (Manifest application : applications(profile)) {
			Manifest project = project(objects, application.at("/spec/project").asString(""));
			assertThat(strings(project.at("/spec/sourceRepos")))
				.contains(application.at("/spec/source/repoURL").asString(""));
			assertThat(stream(project.at("/spec/destinations")))
				.anyMatch(destination -> destination.equals(application.at("/spec/destination")));
		}
	}

	@Test
	void projectsContainNoWildcards() {
		for (Manifest project : CHART.render(profile("full"))) {
			if (project.kind().equals("AppProject")) {
				assertThat(project.at("/spec").toString()).as(project.name()).doesNotContain("*");
				assertThat(project.at("/spec/sourceRepos")).isNotEmpty();
				assertThat(project.at("/spec/destinations")).isNotEmpty();
				assertThat(project.at("/spec/namespaceResourceWhitelist")).isNotEmpty();
			}
		}
	}

	@Test
	void theProjectOfChronoBookAllowsExactlyWhatItsChartCanRender() {
		Set<String> rendered = new HashSet<>(Set.of("/Namespace"));
		ChronoBookChartTests.values()
			.flatMap(values -> Chart.of("charts/chronobook").render(values).stream())
			.filter(object -> object.annotation("helm.sh/hook").isEmpty())
			.forEach(object -> rendered.add(groupAndKind(object)));
		assertThat(allowed("chronobook")).containsExactlyInAnyOrderElementsOf(rendered);
	}

	@Test
	void theProjectOfTheRootAllowsExactlyWhatThisChartRenders() {
		Set<String> rendered = new HashSet<>();
		CHART.render(profile("full")).forEach(object -> rendered.add(groupAndKind(object)));
		assertThat(allowed("root")).containsExactlyInAnyOrderElementsOf(rendered);
	}

	private static Set<String> allowed(String name) {
		Manifest project = project(CHART.render(profile("full")), name);
		Set<String> allowed = new HashSet<>();
		Stream
			.concat(stream(project.at("/spec/clusterResourceWhitelist")),
					stream(project.at("/spec/namespaceResourceWhitelist")))
			.forEach(kind -> allowed.add(kind.path("group").asString("") + "/" + kind.path("kind").asString("")));
		return allowed;
	}

	private static String groupAndKind(Manifest object) {
		String apiVersion = object.at("/apiVersion").asString("");
		String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
		return group + "/" + object.kind();
	}

	@ParameterizedTest
	@ValueSource(strings = { "minimal", "full", "production", "production-cloudnative-pg" })
	void everyApplicationIsSyncedAutomatically(String profile) {
		for (Manifest application : applications(profile)) {
			assertThat(application.at("/spec/syncPolicy/automated/prune").asBoolean(false)).isTrue();
			assertThat(application.at("/spec/syncPolicy/automated/selfHeal").asBoolean(false)).isTrue();
			assertThat(application.at("/spec/syncPolicy/retry/limit").asInt()).as("retries are unlimited")
				.isEqualTo(-1);
			assertThat(application.at("/spec/syncPolicy/retry/refresh").asBoolean(false)).isTrue();
			assertThat(strings(application.at("/spec/syncPolicy/syncOptions"))).contains("CreateNamespace=true",
					"ServerSideApply=true");
			assertThat(application.at("/spec/syncPolicy/managedNamespaceMetadata/labels")
				.path("pod-security.kubernetes.io/enforce")
				.asString("")).isIn("restricted", "baseline", "privileged");
			if (strings(application.at("/spec/syncPolicy/syncOptions")).contains("RespectIgnoreDifferences=true")) {
				assertThat(application.at("/spec").has("ignoreDifferences")).isTrue();
			}
		}
		assertThat(application(profile, "chronobook").at("/spec/syncPolicy/managedNamespaceMetadata/labels")
			.path("pod-security.kubernetes.io/enforce")
			.asString("")).isEqualTo("restricted");
	}

	@Test
	void argoCdDoesNotDeleteItself() {
		assertThat(application("full", "argo-cd").at("/metadata").has("finalizers")).isFalse();
		assertThat(application("full", "loki").at("/metadata").has("finalizers")).isTrue();
	}

	@Test
	void gatewayHasTheLabelsThatChronoBookSelects() {
		// The chart of Istio's gateway labels its pods with the name of the release,
		// without the prefix "istio-"
		assertThat(application("full", "istio-gateway").at("/spec/source/helm/releaseName").asString(""))
			.isEqualTo("istio-"
					+ Repository.yaml("charts/chronobook/values.yaml").at("/mesh/gatewaySelector/istio").asString(""));
	}

	private static List<Manifest> applications(String profile) {
		return CHART.render(profile(profile)).stream().filter(object -> object.kind().equals("Application")).toList();
	}

	static Manifest application(String profile, String name) {
		return named(applications(profile), name);
	}

	private static Manifest named(List<Manifest> objects, String name) {
		return objects.stream()
			.filter(object -> object.kind().equals("Application") && object.name().equals(name))
			.findAny()
			.orElseThrow();
	}

	private static Manifest project(List<Manifest> objects, String name) {
		return objects.stream()
			.filter(object -> object.kind().equals("AppProject") && object.name().equals(name))
			.findAny()
			.orElseThrow();
	}

	private static List<String> strings(JsonNode array) {
		List<String> strings = new ArrayList<>();
		array.forEach(node -> strings.add(node.asString("")));
		return strings;
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

}
