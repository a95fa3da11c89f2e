package pl.chronobook.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.domain.Account;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.SignedInReader;

@Component
class DefaultReaders implements Readers {

	private final Accounts accounts;

	private final SignInAttempts attempts;

	private final SignIn signIn;

	DefaultReaders(Accounts accounts, SignInAttempts attempts, SignIn signIn) {
		this.accounts = accounts;
		this.attempts = attempts;
		this.signIn = signIn;
	}

	@Override
	public Reader get(ReaderId id) {
		Account account = this.accounts.get(id);
		return new Reader(account.reader(), account.zone(), account.dayEndsAt(), account.demo());
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
	public ReaderId signInDemo(HttpServletRequest request, HttpServletResponse response) {
		SignedInReader reader = this.attempts.startDemo(request.getRemoteAddr());
		this.signIn.start(reader, request, response);
		return reader.getReaderId();
	}

}
