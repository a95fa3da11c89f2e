package pl.chronobook.identity.provider;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import pl.chronobook.identity.ReaderId;

/**
 * Links accounts of providers to accounts here. A provider's account is identified by
 * issuer and subject, which never change; an e-mail address may change hands and is
 * therefore no link.
 */
@Service
public class ProviderLinks {

	private final JdbcClient jdbc;

	private final Clock clock;

	ProviderLinks(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Lists the provider's accounts that sign in to the reader's account. */
	public List<ProviderLink> of(ReaderId reader) {
		return this.jdbc
			.sql("""
					SELECT link_id, provider, linked_at FROM provider_links WHERE user_id = ? ORDER BY linked_at, link_id""")
			.param(reader.value())
			.query((row, number) -> new ProviderLink(row.getObject("link_id", UUID.class), row.getString("provider"),
					row.getObject("linked_at", OffsetDateTime.class).toInstant()))
			.list();
	}

	/** Finds the reader to whose account a provider's account signs in. */
	Optional<ReaderId> find(String issuer, String subject) {
		return this.jdbc.sql("SELECT user_id FROM provider_links WHERE issuer = ? AND subject = ?")
			.params(issuer, subject)
			.query(UUID.class)
			.optional()
			.map(ReaderId::new);
	}

	/**
	 * Links a provider's account to a reader's. Idempotent.
	 * @return whether it is linked now; false if it belongs to another reader, or if the
	 * reader has linked another account of this provider
	 */
	boolean link(ReaderId reader, String provider, String issuer, String subject) {
		this.jdbc.sql("""
				INSERT INTO provider_links (user_id, provider, issuer, subject, linked_at) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT DO NOTHING""")
			.params(reader.value(), provider, issuer, subject, this.clock.instant().atOffset(ZoneOffset.UTC))
			.update();
		return find(issuer, subject).equals(Optional.of(reader));
	}

	/** Removes a link of the reader, if it is one. */
	public void remove(ReaderId reader, UUID link) {
		this.jdbc.sql("DELETE FROM provider_links WHERE user_id = ? AND link_id = ?")
			.params(reader.value(), link)
			.update();
	}

	/**
	 * A provider's account that signs in to an account here.
	 *
	 * @param id its primary key
	 * @param provider the provider's name in the configuration
	 * @param since the moment of linking
	 */
	public record ProviderLink(UUID id, String provider, Instant since) {
	}

}
