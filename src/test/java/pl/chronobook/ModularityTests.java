package pl.chronobook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The modules keep to their boundaries, and {@code docs/modules} describes them. To
 * regenerate that folder: {@code mvn test -Dtest=ModularityTests -Ddocs.modules=write}.
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
		sort(target);
		assertThat(contents(COMMITTED))
			.as("docs/modules is stale: run mvn test -Dtest=ModularityTests "
					+ "-Ddocs.modules=write and commit the result")
			.isEqualTo(contents(target));
	}

	/**
	 * Relations of a diagram and entries of a list come in an order that changes from run
	 * to run.
	 */
	private static void sort(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Predicate<String> sorted = file.toString().endsWith(".puml") ? line -> line.startsWith("Rel(")
						: line -> line.startsWith("* ") || line.startsWith("|* ");
				Files.write(file, withSorted(Files.readAllLines(file), sorted));
			}
		}
	}

	/**
	 * Sorts lines of a kind that follow one another; the first keeps the mark of its
	 * table cell.
	 */
	private static List<String> withSorted(List<String> lines, Predicate<String> kind) {
		List<String> result = new ArrayList<>();
		List<String> run = new ArrayList<>();
		for (String line : Stream.concat(lines.stream(), Stream.of("")).toList()) {
			if (kind.test(line) && (run.isEmpty() || !line.startsWith("|"))) {
				run.add(line);
				continue;
			}
			boolean cell = !run.isEmpty() && run.getFirst().startsWith("|");
			List<String> sorted = run.stream()
				.map(entry -> entry.replaceFirst("^\\|", ""))
				.sorted()
				.distinct()
				.toList();
			for (String entry : sorted) {
				result.add((cell && entry.equals(sorted.getFirst())) ? "|" + entry : entry);
			}
			run.clear();
			result.add(line);
		}
		result.removeLast();
		return result;
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
