package pl.chronobook;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.ReaderId;

/**
 * Creates readers for tests.
 */
public final class TestReaders {

	private TestReaders() {
	}

	/**
	 * Stores a new reader, who cannot sign in with a password.
	 */
	public static ReaderId create(JdbcClient jdbc) {
		return new ReaderId(
				jdbc.sql("INSERT INTO users (email, hashed_password) VALUES (:email, :password) RETURNING user_id")
					.param("email", UUID.randomUUID() + "@example.org")
					.param("password", "{noop}" + UUID.randomUUID())
					.query(UUID.class)
					.single());
	}

}
