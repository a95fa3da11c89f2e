package pl.chronobook.training;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * An advisory lock on the readers of a partition. It excludes every other run that shares
 * a reader with it, even if that run divides the readers into another number of
 * partitions. PostgreSQL releases the lock with the connection, also when the process is
 * killed.
 */
final class PartitionLock implements AutoCloseable {

	/**
	 * The first key of our advisory locks; the second encodes the count and the index of
	 * a partition.
	 */
	private static final int OURS = 0x63627472;

	private static final int INDEX_BITS = 14;

	private static final int INDEX = (1 << INDEX_BITS) - 1;

	private final Partition partition;

	private final Connection connection;

	private PartitionLock(Partition partition, Connection connection) {
		this.partition = partition;
		this.connection = connection;
	}

	/**
	 * @throws PartitionBusyException if another run holds readers of the partition
	 */
	static PartitionLock take(DataSource dataSource, Partition partition) throws SQLException {
		Connection connection = dataSource.getConnection();
		try {
			connection.setAutoCommit(false);
			// Makes the check and the lock atomic: others wait here until the commit
			execute(connection, "SELECT pg_advisory_xact_lock(%d, 0)".formatted(OURS));
			refuseIfHeld(connection, partition);
			execute(connection, "SELECT pg_advisory_lock(%d, %d)".formatted(OURS, key(partition)));
			connection.commit();
			connection.setAutoCommit(true);
			return new PartitionLock(partition, connection);
		}
		catch (SQLException | PartitionBusyException ex) {
			connection.close();
			throw ex;
		}
	}

	private static void refuseIfHeld(Connection connection, Partition partition) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("""
				SELECT objid FROM pg_locks JOIN pg_database ON pg_database.oid = database
				WHERE locktype = 'advisory' AND datname = current_database()
				  AND classid = ? AND objid <> 0 AND objsubid = 2""")) {
			statement.setInt(1, OURS);
			try (ResultSet row = statement.executeQuery()) {
				while (row.next()) {
					Partition held = partition(row.getInt(1));
					if (held.overlaps(partition)) {
						throw new PartitionBusyException(partition, held);
					}
				}
			}
		}
	}

	private static int key(Partition partition) {
		return (partition.count() << INDEX_BITS) | partition.index();
	}

	private static Partition partition(int key) {
		return new Partition(key & INDEX, key >> INDEX_BITS);
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.execute();
		}
	}

	@Override
	public void close() throws SQLException {
		// The pool keeps the connection open, so the lock must be released explicitly
		try (this.connection) {
			execute(this.connection, "SELECT pg_advisory_unlock_all()");
		}
	}

	@Override
	public String toString() {
		return "partition " + this.partition;
	}

	/**
	 * Thrown if another run holds the lock for readers of the partition.
	 */
	static final class PartitionBusyException extends RuntimeException {

		PartitionBusyException(Partition partition, Partition held) {
			super("Another run is training partition " + held
					+ (held.equals(partition) ? "" : ", which shares readers " + "with " + partition)
					+ "; this one changes nothing.");
		}

	}

}
