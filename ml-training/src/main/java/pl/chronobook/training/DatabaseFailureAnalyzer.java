package pl.chronobook.training;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a start that failed because PostgreSQL is unreachable or lacks ChronoBook's
 * tables.
 */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	private static final String NO_SUCH_TABLE = "42P01";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		String state = cause.getSQLState();
		if (NO_SUCH_TABLE.equals(state)) {
			return new FailureAnalysis("The database lacks tables of ChronoBook: " + cause.getMessage(),
					"Start the web application of the same version on this database first: it creates them.", cause);
		}
		// Class 08 is a failed connection, 28 a refused sign-in, 3D an unknown database
		if (state != null && (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D"))) {
			return new FailureAnalysis("There is no connection to PostgreSQL: " + cause.getMessage(),
					"Set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD "
							+ "to the database of the web application.",
					cause);
		}
		return null;
	}

}
