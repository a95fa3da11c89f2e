package pl.chronobook.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dockerfile and compose.yaml agree with each other, with the chart and with the
 * application. docs/containers.md describes how the images themselves are tested.
 */
class ContainerTests {

	private static final String DOCKERFILE = Repository.text("Dockerfile");

	private static final JsonNode COMPOSE = Repository.merged("compose.yaml");

	@Test
	void baseImagesArePinned() {
		Matcher base = Pattern.compile("^ARG \\w+_IMAGE=(.+)$", Pattern.MULTILINE).matcher(DOCKERFILE);
		List<String> images = new ArrayList<>();
		while (base.find()) {
			images.add(base.group(1));
		}
		assertThat(images).hasSize(2).allMatch(image -> Images.pinned(image) || image.contains("@sha256:"));
	}

	@Test
	void imagesRunAsTheUserThatTheChartExpects() {
		assertThat(DOCKERFILE).contains("USER 65532:65532");
		assertThat(Repository.text("charts/chronobook/templates/web-deployment.yaml"))
			.contains("\"chronobook.podSecurityContext\" 65532");
		assertThat(DOCKERFILE).contains("EXPOSE 8080 8081");
	}

	@Test
	void theAotCacheIsMadeWithTheOptionsItIsUsedWith() {
		Matcher shared = Pattern.compile("ENV AOT=\"(.+)\"").matcher(DOCKERFILE);
		assertThat(shared.find()).isTrue();
		for (String name : List.of("web", "ml-training")) {
			Matcher training = Pattern.compile("java \\$\\{AOT} (.*)-XX:AOTCacheOutput=/app/%1$s/".formatted(name))
				.matcher(DOCKERFILE);
			assertThat(training.find()).as(name).isTrue();
			String entrypoint = DOCKERFILE.lines()
				.filter(line -> line.startsWith("ENTRYPOINT") && line.contains("/app/" + name + "/"))
				.findFirst()
				.orElseThrow();
			for (String option : (shared.group(1) + " " + training.group(1)).strip().split(" ", -1)) {
				assertThat(entrypoint).contains("\"" + option + "\"");
			}
		}
	}

	@Test
	void trainingImageLogsOneJsonObjectALine() {
		assertThat(DOCKERFILE.substring(DOCKERFILE.indexOf("FROM runtime AS ml-training")))
			.contains("ENV LOGGING_STRUCTURED_FORMAT_CONSOLE=logstash\n");
	}

	@Test
	void initialHeapIsLargeEnoughForTheAotCache() {
		// A JVM with a smaller heap exits: "the archived heap objects cannot be loaded"
		assertThat(DOCKERFILE.lines().filter(line -> line.startsWith("ENTRYPOINT"))).hasSize(2)
			.allMatch(line -> line.contains("\"-XX:InitialRAMPercentage=25\""));
		assertThat(COMPOSE.at("/services/nightly/command").toString()).contains("-XX:AOTCache").contains("-Xms128m");
	}

	@Test
	void servicesAreHardenedAndPinned() {
		COMPOSE.path("services").properties().forEach(service -> {
			JsonNode settings = service.getValue();
			assertThat(settings.path("read_only").asBoolean(false)).as(service.getKey()).isTrue();
			assertThat(settings.path("cap_drop").toString()).as(service.getKey()).isEqualTo("[\"ALL\"]");
			assertThat(settings.path("security_opt").toString()).contains("no-new-privileges:true");
			if (!settings.has("build")) {
				assertThat(settings.path("image").asString(""))
					.satisfies(image -> assertThat(Images.pinned(image)).isTrue());
			}
			else {
				assertThat(DOCKERFILE).contains(" AS " + settings.at("/build/target").asString("") + "\n");
			}
		});
	}

	@Test
	void onlyTheApplicationIsReachableAndOnlyFromThisMachine() {
		COMPOSE.path("services").properties().forEach(service -> {
			if (service.getKey().equals("web")) {
				assertThat(service.getValue().path("ports").toString()).isEqualTo("[\"127.0.0.1:3000:8080\"]");
			}
			else {
				assertThat(service.getValue().has("ports")).as(service.getKey()).isFalse();
			}
		});
	}

	@Test
	void everyPlaceUsesTheSamePostgreSqlVersion() {
		String image = COMPOSE.at("/services/database/image").asString("");
		JsonNode values = Repository.yaml("charts/chronobook/values.yaml");
		assertThat(values.at("/standalone/image").asString("")).isEqualTo(image);
		assertThat(values.at("/backup/image").asString("")).isEqualTo(image);
		assertThat(Repository.text("docs/runbooks/restore.md")).contains(image);
	}

	@Test
	void healthCheckDistinguishesUpFromDown() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", exchange -> {
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/up") ? 200 : 503, -1);
			exchange.close();
		});
		server.start();
		try {
			String address = "http://127.0.0.1:" + server.getAddress().getPort();
			assertThat(health(address + "/up")).isZero();
			assertThat(health(address + "/down")).isNotZero();
		}
		finally {
			server.stop(0);
		}
		assertThat(health("http://127.0.0.1:1/up")).isNotZero();
	}

	private static int health(String address) {
		return Command.run(Repository.ROOT, Map.of(), Command.java(), "docker/Health.java", address).status();
	}

}
