package pl.chronobook.platform;

import java.nio.file.Path;
import java.util.List;

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
