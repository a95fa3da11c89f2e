package pl.chronobook.identity.web;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.Accounts;

@Component
class DefaultReaders implements Readers {

	private final Accounts accounts;

	DefaultReaders(Accounts accounts) {
		this.accounts = accounts;
	}

	@Override
	public Reader get(ReaderId id) {
		Account account = this.accounts.get(id);
		return new Reader(account.reader(), account.zone(), account.dayEndsAt(), account.demo(), account.guest());
	}

	@Override
	public ReaderSettings settings(ReaderId id) {
		return this.accounts.settings(id);
	}

	@Override
	public void change(ReaderId id, ReaderSettings settings) {
		this.accounts.change(id, settings);
	}

	@Override
	public void lock(ReaderId id) {
		this.accounts.lock(id);
	}

}
