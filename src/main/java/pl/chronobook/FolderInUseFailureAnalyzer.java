package pl.chronobook;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

class FolderInUseFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedDatabase.FolderInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedDatabase.FolderInUseException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Stop the other application first, or give this one a folder of its own with "
						+ "--chronobook.embedded-database.data-directory=DIR (and other ports with --server.port "
						+ "and --management.server.port), or a database of its own with SPRING_DATASOURCE_URL.",
				cause);
	}

}
