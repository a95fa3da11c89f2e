package pl.chronobook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/**
 * Notes each statement that the application sends while its tests run, for
 * {@link ReleasedVersionTests}.
 */
final class StatementRecorder implements QueryExecutionListener {

	static final boolean WANTED = "write".equals(System.getProperty("released"));

	/** Statements other than those of migrations. */
	private static final Pattern QUERY = Pattern.compile("(?i)^(select|insert|update|delete|with|call) ");

	private static final AtomicBoolean REGISTERED = new AtomicBoolean();

	private static final Set<String> STATEMENTS = new ConcurrentSkipListSet<>();

	StatementRecorder() {
		if (REGISTERED.compareAndSet(false, true)) {
			Runtime.getRuntime().addShutdownHook(new Thread(StatementRecorder::write));
		}
	}

	@Override
	public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
		// Only statements that the database accepted count
	}

	@Override
	public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
		if (execution.isSuccess()) {
			queries.stream()
				.map(query -> query.getQuery().strip().replaceAll("\\s+", " "))
				.filter(query -> QUERY.matcher(query).find())
				.forEach(STATEMENTS::add);
		}
	}

	private static void write() {
		try {
			Files.write(Path.of("src/test/resources/released/statements.sql"), STATEMENTS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
