package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;

/**
 * A chart of this repository, rendered by Helm itself.
 */
record Chart(Path folder) {

	private static final String KUBERNETES = "1.32.13";

	static Chart of(String folder) {
		return new Chart(Repository.file(folder));
	}

	/**
	 * Returns the same chart with its tests among the objects, because Helm separates
	 * hooks from other objects.
	 */
	Chart withTests() {
		Path copy = Path.of("target", "with-tests").resolve(this.folder.getFileName()).toAbsolutePath();
		try {
			for (Path old : files(copy)) {
				Files.delete(old);
			}
			for (Path file : files(this.folder)) {
				Path target = copy.resolve(this.folder.relativize(file));
				Files.createDirectories(target.getParent());
				Files.writeString(target,
						Files.readString(file).replace("helm.sh/hook: test", "chronobook/hook: test"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Chart(copy);
	}

	private static List<Path> files(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	LintResult lint() {
		return new Helm(this.folder).lint().strict().call();
	}

	/**
	 * @param values the values to render with
	 * @throws IllegalStateException with Helm's message if it refuses the values
	 */
	List<Manifest> render(Values values) {
		return Repository.documents(text(values)).stream().map(Manifest::new).toList();
	}

	String text(Values values) {
		TemplateCommand command = new Helm(this.folder).template()
			.withName("chronobook")
			.withNamespace("chronobook")
			.withKubeVersion(KUBERNETES);
		values.files().forEach(file -> command.withValuesFile(this.folder.resolve(file)));
		values.settings().forEach(command::set);
		return command.call();
	}

}
