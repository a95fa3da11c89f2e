package pl.chronobook.training;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Keeps a second run off a partition. PostgreSQL lets go of it with the connection, also
 * when the process is killed.
 */
final class PartitionLock implements AutoCloseable {

	private static final String NAME = "chronobook training ";

	private final Partition partition;

	private final Connection connection;

	private PartitionLock(Partition partition, Connection connection) {
		this.partition = partition;
		this.connection = connection;
	}

	/**
	 * @throws PartitionBusyException if another run holds the partition
	 */
	static PartitionLock take(DataSource dataSource, Partition partition) throws SQLException {
		Connection connection = dataSource.getConnection();
		try (PreparedStatement statement = connection
			.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
			statement.setString(1, NAME + partition);
			try (ResultSet row = statement.executeQuery()) {
				if (row.next() && row.getBoolean(1)) {
					return new PartitionLock(partition, connection);
				}
			}
			connection.close();
			throw new PartitionBusyException(partition);
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	@Override
	public void close() throws SQLException {
		// The pool would keep the connection, and with it the lock
		try (PreparedStatement statement = this.connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
			statement.execute();
		}
		finally {
			this.connection.close();
		}
	}

	@Override
	public String toString() {
		return "partition " + this.partition;
	}

	/**
	 * Another run holds the partition.
	 */
	static final class PartitionBusyException extends RuntimeException {

		PartitionBusyException(Partition partition) {
			super("Another run is training partition " + partition + "; this one changes nothing.");
		}

	}

}
