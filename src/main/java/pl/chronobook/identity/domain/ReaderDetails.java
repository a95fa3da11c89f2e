package pl.chronobook.identity.domain;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Loads accounts for Spring Security and stores upgraded hashes.
 */
@Component
class ReaderDetails implements UserDetailsService, UserDetailsPasswordService {

	private final AccountRepository accounts;

	ReaderDetails(AccountRepository accounts) {
		this.accounts = accounts;
	}

	@Override
	public UserDetails loadUserByUsername(String email) {
		return EmailAddress.parse(email)
			.flatMap(this.accounts::findPrincipal)
			.orElseThrow(() -> UsernameNotFoundException.fromUsername(email));
	}

	@Override
	public UserDetails updatePassword(UserDetails user, @Nullable String upgraded) {
		SignedInReader reader = (SignedInReader) user;
		String present = reader.getPassword();
		if (upgraded == null || present == null) {
			return reader;
		}
		this.accounts.upgradePassword(reader.getReaderId(), present, upgraded);
		return new SignedInReader(reader.getReaderId(), reader.isDemo(), upgraded);
	}

}
