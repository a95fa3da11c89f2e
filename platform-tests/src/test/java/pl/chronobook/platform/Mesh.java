package pl.chronobook.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/**
 * The mesh that a chart renders. Each check returns its findings as sentences, none if
 * all is well.
 */
record Mesh(List<Manifest> objects) {

	private static final String NAMESPACE = "chronobook";

	private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD");

	/**
	 * A connection that policies allow.
	 *
	 * @param account the service account of the client, as namespace/name
	 * @param app the label {@code app} of the pods that it may reach
	 * @param port the port of their container
	 * @param only the allowed method and path, or a dash for all
	 */
	record Flow(String account, String app, String port, String only) implements Comparable<Flow> {

		@Override
		public int compareTo(Flow other) {
			return toString().compareTo(other.toString());
		}

	}

	List<Manifest> kind(String... kinds) {
		return ChronoBookChartTests.kinds(this.objects, kinds);
	}

	Manifest get(String kind, String name) {
		return kind(kind).stream().filter(object -> object.name().equals(name)).findAny().orElseThrow();
	}

	List<Manifest> pods() {
		return ChronoBookChartTests.podsOf(this.objects);
	}

	List<String> portsWithoutProtocol() {
		List<String> problems = new ArrayList<>();
		for (Manifest pods : pods()) {
			pods.containers()
				.stream()
				.flatMap(container -> stream(container.path("ports")))
				.filter(port -> !namesItsProtocol(port))
				.forEach(port -> problems.add(pods + " " + port));
		}
		for (Manifest service : kind("Service")) {
			stream(service.at("/spec/ports"))
				.filter(port -> !namesItsProtocol(port)
						|| !name(port).startsWith(port.path("appProtocol").asString("none")))
				.forEach(port -> problems.add(service + " " + port));
		}
		return problems;
	}

	private static boolean namesItsProtocol(JsonNode port) {
		return name(port).matches("(http|grpc|tcp|tls)(-[a-z]+)*");
	}

	List<String> routesToNowhere() {
		List<String> problems = new ArrayList<>();
		for (Manifest routes : kind("VirtualService")) {
			for (JsonNode name : routes.at("/spec/gateways")) {
				List<Manifest> gateways = kind("Gateway").stream()
					.filter(gateway -> gateway.name().equals(name.asString("")))
					.toList();
				if (gateways.isEmpty()) {
					problems.add(routes + ": no gateway " + name);
				}
				for (JsonNode host : routes.at("/spec/hosts")) {
					if (gateways.stream()
						.flatMap(gateway -> stream(gateway.at("/spec/servers")))
						.noneMatch(server -> strings(server.path("hosts")).contains(host.asString("")))) {
						problems.add(routes + ": no gateway listens for " + host);
					}
				}
			}
			for (JsonNode http : routes.at("/spec/http")) {
				http.path("route").forEach(route -> problems.addAll(problems(route.path("destination"))));
				int weights = stream(http.path("route")).mapToInt(route -> route.path("weight").asInt(0)).sum();
				if (weights != 100) {
					problems.add(routes + " " + name(http) + ": weights are " + weights);
				}
			}
			if (routes.at("/spec/http").isEmpty()
					|| routes.at("/spec/http/" + (routes.at("/spec/http").size() - 1)).has("match")) {
				problems.add(routes + ": some requests have no route");
			}
		}
		return problems;
	}

	private List<String> problems(JsonNode destination) {
		String host = destination.path("host").asString("");
		List<Manifest> services = kind("Service").stream()
			.filter(service -> host.equals(service.name() + "." + NAMESPACE + ".svc.cluster.local"))
			.toList();
		if (services.isEmpty()) {
			return List.of(host + " is no Service");
		}
		List<String> problems = new ArrayList<>();
		Manifest service = services.getFirst();
		if (stream(service.at("/spec/ports"))
			.noneMatch(port -> port.path("port").equals(destination.at("/port/number")))) {
			problems.add(host + " has no port " + destination.at("/port/number"));
		}
		Map<String, String> labels = new TreeMap<>(Manifest.map(service.at("/spec/selector")));
		if (destination.has("subset")) {
			problems.add(host + " is divided by its Services, not by subsets");
		}
		if (kind("DestinationRule").stream().noneMatch(rule -> rule.at("/spec/host").asString("").equals(host))) {
			problems.add(host + " has no DestinationRule");
		}
		long workloads = kind("Deployment", "Rollout").stream()
			.filter(workload -> workload.podLabels().entrySet().containsAll(labels.entrySet()))
			.count();
		if (workloads != 1) {
			problems.add(workloads + " workloads have pods with " + labels);
		}
		return problems;
	}

	/** Finds settings by which pods can be reached without mutual TLS or a sidecar. */
	List<String> holes() {
		List<String> problems = new ArrayList<>();
		List<Manifest> authentication = kind("PeerAuthentication");
		if (authentication.stream()
			.noneMatch(policy -> !policy.at("/spec").has("selector")
					&& policy.at("/spec/mtls/mode").asString("").equals("STRICT"))) {
			problems.add("mutual TLS is not STRICT for the namespace");
		}
		for (Manifest policy : authentication) {
			if (!policy.at("/spec/mtls/mode").asString("").equals("STRICT")
					|| policy.at("/spec").has("portLevelMtls")) {
				problems.add(policy + ": " + policy.at("/spec"));
			}
		}
		for (Manifest rule : kind("DestinationRule")) {
			rule.at("/spec").findParents("tls").forEach(parent -> {
				if (!parent.at("/tls/mode").asString("").equals("ISTIO_MUTUAL")) {
					problems.add(rule + ": " + parent.path("tls"));
				}
			});
			if (!rule.at("/spec/trafficPolicy").has("tls")) {
				problems.add(rule + ": does not set TLS");
			}
		}
		for (Manifest pods : pods()) {
			Map<String, String> said = new TreeMap<>(pods.podLabels());
			said.putAll(Manifest.map(pods.podTemplate().at("/metadata/annotations")));
			said.forEach((name, value) -> {
				if (name.contains("sidecar.istio.io/") || name.equals("proxy.istio.io/config")) {
					problems.add(pods + ": " + name + "=" + value);
				}
			});
			if (pods.podSpec().path("hostNetwork").asBoolean(false)) {
				problems.add(pods + ": is on the node's network");
			}
		}
		return problems;
	}

	/** Finds policies that allow more than single flows. */
	List<String> openPolicies() {
		List<String> problems = new ArrayList<>();
		if (kind("AuthorizationPolicy").stream().noneMatch(policy -> policy.at("/spec").isEmpty())) {
			problems.add("nothing is denied by default");
		}
		for (Manifest policy : kind("AuthorizationPolicy")) {
			if (policy.at("/spec").isEmpty()) {
				continue;
			}
			if (!policy.at("/spec/action").asString("").equals("ALLOW")
					|| policy.at("/spec/selector/matchLabels/app").asString("").isEmpty()) {
				problems.add(policy + ": is not an ALLOW for one application");
			}
			for (JsonNode rule : policy.at("/spec/rules")) {
				boolean anybody = rule.path("from").isEmpty() || stream(rule.path("from"))
					.anyMatch(from -> from.path("source").properties().size() != 1
							|| from.at("/source/principals").isEmpty()
							|| strings(from.at("/source/principals")).stream().anyMatch(name -> name.contains("*")));
				boolean anywhere = rule.path("to").isEmpty()
						|| stream(rule.path("to")).anyMatch(to -> to.at("/operation/ports").isEmpty());
				if (anybody || anywhere) {
					problems.add(policy + ": " + rule);
				}
			}
		}
		return problems;
	}

	Set<Flow> flows() {
		Set<Flow> flows = new TreeSet<>();
		for (Manifest policy : kind("AuthorizationPolicy")) {
			String app = policy.at("/spec/selector/matchLabels/app").asString("");
			for (JsonNode rule : policy.at("/spec/rules")) {
				for (String principal : rule.findValues("principals").stream().flatMap(Mesh::words).toList()) {
					String account = principal.replaceFirst("^cluster\\.local/ns/", "").replace("/sa/", "/");
					for (JsonNode to : rule.path("to")) {
						JsonNode operation = to.path("operation");
						String only = (String.join(",", strings(operation.path("methods"))) + " "
								+ String.join(",", strings(operation.path("paths"))))
							.strip();
						strings(operation.path("ports"))
							.forEach(port -> flows.add(new Flow(account, app, port, only.isEmpty() ? "–" : only)));
					}
				}
			}
		}
		return flows;
	}

	/**
	 * Finds routes that would send a write twice, or that do not set the number of
	 * retries.
	 */
	List<String> unsafeRetries() {
		List<String> problems = new ArrayList<>();
		for (Manifest routes : kind("VirtualService")) {
			for (JsonNode http : routes.at("/spec/http")) {
				boolean idempotent = !http.path("match").isEmpty()
						&& stream(http.path("match")).allMatch(match -> IDEMPOTENT.containsAll(methods(match)));
				if (!http.at("/retries").has("attempts")
						|| (http.at("/retries/attempts").asInt(-1) != 0 && !idempotent)) {
					problems.add(name(http) + ": " + http.path("retries"));
				}
			}
		}
		return problems;
	}

	private static List<String> methods(JsonNode match) {
		JsonNode method = match.path("method");
		return List.of(method.path("exact").asString(method.path("regex").asString("any")).split("\\|", -1));
	}

	/** Returns the hosts outside of the mesh that it allows over TLS. */
	Set<String> externalHosts() {
		Set<String> hosts = new TreeSet<>();
		kind("ServiceEntry").stream()
			.filter(entry -> entry.at("/spec/ports/0/protocol").asString("").equals("TLS"))
			.forEach(entry -> hosts.addAll(strings(entry.at("/spec/hosts"))));
		return hosts;
	}

	List<String> waysOut() {
		List<String> problems = new ArrayList<>();
		Set<String> here = new HashSet<>();
		kind("Service").forEach(service -> here.add(service.name() + "." + NAMESPACE + ".svc.cluster.local"));
		kind("Cluster").forEach(cluster -> here.add(cluster.name() + "-rw." + NAMESPACE + ".svc.cluster.local"));
		kind("ServiceEntry").forEach(entry -> {
			here.addAll(strings(entry.at("/spec/hosts")));
			if (!strings(entry.at("/spec/exportTo")).equals(List.of("."))) {
				problems.add(entry + ": is known outside of the namespace");
			}
		});
		if (kind("Sidecar").stream().noneMatch(sidecar -> !sidecar.at("/spec").has("workloadSelector"))) {
			problems.add("no Sidecar is for every pod");
		}
		for (Manifest sidecar : kind("Sidecar")) {
			if (!sidecar.at("/spec/outboundTrafficPolicy/mode").asString("").equals("REGISTRY_ONLY")) {
				problems.add(sidecar + ": lets everything out");
			}
			for (String host : stream(sidecar.at("/spec/egress")).flatMap(egress -> words(egress.path("hosts")))
				.toList()) {
				String name = host.substring(host.indexOf('/') + 1);
				if (host.startsWith("./") && !here.contains(name)) {
					problems.add(sidecar + ": there is no " + name);
				}
				boolean web = sidecar.at("/spec/workloadSelector/labels/app").asString("").equals("chronobook-web");
				if (host.startsWith("*/") || name.equals("*") || (externalHosts().contains(name) && !web)) {
					problems.add(sidecar + ": reaches " + host);
				}
			}
		}
		return problems;
	}

	static String name(JsonNode node) {
		return node.path("name").asString("");
	}

	static List<String> strings(JsonNode array) {
		return words(array).toList();
	}

	private static Stream<String> words(JsonNode array) {
		return stream(array).map(node -> node.asString(""));
	}

	static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

}
