package pl.chronobook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The modules keep to their boundaries, and {@code docs/modules} says what they are. To
 * write that folder anew: {@code mvn test -Dtest=ModularityTests -Ddocs.modules=write}.
 */
class ModularityTests {

	private static final Path COMMITTED = Path.of("docs/modules");

	private final ApplicationModules modules = ApplicationModules.of(ChronoBookApplication.class);

	@Test
	void modulesUseOnlyWhatTheyDeclare() {
		this.modules.verify();
	}

	@Test
	void committedModuleDocumentationIsCurrent(@TempDir Path generated) throws IOException {
		boolean write = "write".equals(System.getProperty("docs.modules"));
		Path target = write ? COMMITTED : generated;
		new Documenter(this.modules, Documenter.Options.defaults().withOutputFolder(target.toString()))
			.writeDocumentation();
		sortRelations(target);
		assertThat(contents(COMMITTED))
			.as("docs/modules is stale: run mvn test -Dtest=ModularityTests "
					+ "-Ddocs.modules=write and commit the result")
			.isEqualTo(contents(target));
	}

	/** The relations of a diagram come in an order that changes from run to run. */
	private static void sortRelations(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(path -> path.toString().endsWith(".puml")).toList()) {
				List<String> lines = new ArrayList<>(Files.readAllLines(file));
				List<String> relations = lines.stream().filter(line -> line.startsWith("Rel(")).sorted().toList();
				lines.removeAll(relations);
				lines.addAll(lines.indexOf("SHOW_LEGEND(true)"), relations);
				Files.write(file, lines);
			}
		}
	}

	private static Map<String, String> contents(Path folder) throws IOException {
		Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				contents.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
			}
		}
		return contents;
	}

}
