package pl.chronobook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.convert.ConversionService;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;

import pl.chronobook.forecast.PlanChanged;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.reading.ReadingListChanged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * During an upgrade and beside a canary the previous release runs on this version's
 * database. Its statements, rows, sessions and events are recorded in
 * {@code src/test/resources/released}, and this version must accept them. A release
 * records them anew: run all tests with {@code -Dreleased=write}.
 */
@WebTest
class ReleasedVersionTests {

	private static final Path RELEASED = Path.of("src/test/resources/released");

	private static final ReaderId READER = new ReaderId(UUID.fromString("0190d8a1-1111-7222-8333-444455556666"));

	private static final String COLUMNS = """
			SELECT table_name || ' ' || column_name || ' ' || udt_name
			  || CASE WHEN is_nullable = 'NO' AND column_default IS NULL THEN ' required' ELSE '' END
			FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history' ORDER BY table_name, column_name""";

	@Autowired
	private DataSource database;

	@Autowired
	@Qualifier("springSessionConversionService")
	private ConversionService sessions;

	@Autowired
	private EventSerializer events;

	@BeforeEach
	void record() throws Exception {
		if (StatementRecorder.WANTED) {
			Files.createDirectories(RELEASED);
			Files.write(RELEASED.resolve("columns.txt"), columns());
			byte[] session = this.sessions.convert(session(), byte[].class);
			Files.writeString(RELEASED.resolve("session.base64"), Base64.getEncoder().encodeToString(session));
			Files.write(RELEASED.resolve("events.txt"),
					List.of(ReadingListChanged.class.getName() + " "
							+ this.events.serialize(new ReadingListChanged(READER, 7)),
							PlanChanged.class.getName() + " " + this.events.serialize(new PlanChanged(READER, 7))));
		}
	}

	@Test
	void statementsOfTheReleasedVersionAreValid() throws Exception {
		assumeFalse(StatementRecorder.WANTED, "The statements are being written");
		List<String> refused = new ArrayList<>();
		List<String> statements = Files.readAllLines(RELEASED.resolve("statements.sql"));
		try (Connection connection = this.database.getConnection()) {
			for (String sql : statements) {
				understood(connection, sql, refused);
			}
		}
		assertThat(statements).hasSizeGreaterThan(100);
		assertThat(refused).isEmpty();
	}

	@Test
	void statementOnAColumnThatIsGoneWouldBeRefused() throws Exception {
		List<String> refused = new ArrayList<>();
		try (Connection connection = this.database.getConnection()) {
			understood(connection, "SELECT pages_per_fortnight FROM users WHERE user_id = ?", refused);
		}
		assertThat(refused).hasSize(1);
	}

	@Test
	void columnsOfTheReleasedVersionExistAndNewOnesAreOptional() throws Exception {
		Set<String> released = new HashSet<>(Files.readAllLines(RELEASED.resolve("columns.txt")));
		Set<String> tables = new HashSet<>();
		Set<String> names = new HashSet<>();
		released.forEach(column -> {
			tables.add(table(column));
			names.add(column.replace(" required", ""));
		});
		List<String> now = columns();
		assertThat(now).extracting(column -> column.replace(" required", "")).containsAll(names);
		assertThat(now).filteredOn(column -> column.endsWith(" required") && tables.contains(table(column)))
			.isSubsetOf(released);
	}

	@Test
	void sessionsOfTheReleasedVersionStaySignedIn() throws IOException {
		byte[] session = Base64.getDecoder().decode(Files.readString(RELEASED.resolve("session.base64")));

		assertThat(this.sessions.convert(session, Object.class)).isEqualTo(session());
	}

	@Test
	void eventsOfTheReleasedVersionAreDelivered() throws Exception {
		for (String line : Files.readAllLines(RELEASED.resolve("events.txt"))) {
			String[] event = line.split(" ", 2);

			assertThat(this.events.deserialize(event[1], Class.forName(event[0])))
				.isIn(new ReadingListChanged(READER, 7), new PlanChanged(READER, 7));
		}
	}

	private static void understood(Connection connection, String sql, List<String> refused) {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			// Makes the server parse the statement, so that unknown columns are found
			statement.getParameterMetaData();
		}
		catch (SQLException ex) {
			refused.add(sql + "\n" + ex.getMessage());
		}
	}

	private List<String> columns() throws SQLException {
		List<String> columns = new ArrayList<>();
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(COLUMNS)) {
			while (rows.next()) {
				columns.add(rows.getString(1));
			}
		}
		return columns;
	}

	private static String table(String column) {
		return column.substring(0, column.indexOf(' '));
	}

	private static SecurityContextImpl session() {
		SignedInReader reader = new SignedInReader(READER, false, null);
		return new SecurityContextImpl(
				UsernamePasswordAuthenticationToken.authenticated(reader, null, reader.getAuthorities()));
	}

}
