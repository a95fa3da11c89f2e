package pl.chronobook.identity.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Which passwords a new account may have: long ones that nobody guesses.
 * <p>
 * Lists of leaked passwords hold few of twelve characters and more, so a list alone would
 * let {@code polska123456} pass. The estimator zxcvbn instead looks for what guessing
 * programs try: common passwords and words, keyboard paths, sequences, repeats, dates and
 * their combinations. It knows English; {@code polish-words.txt} adds what Poles like in
 * passwords. There are no rules about kinds of characters (NIST SP 800-63B, 3.1.1.2).
 */
@Component
public class PasswordPolicy {

	/** The shortest password allowed, in characters. */
	public static final int MIN_LENGTH = 12;

	/** The longest password allowed, in characters. */
	public static final int MAX_LENGTH = 128;

	/**
	 * zxcvbn's highest score: 10¹⁰ guesses and more. Online our throttle stops far fewer;
	 * this is for the day when somebody has the hashes and computes ten thousand a
	 * second.
	 */
	private static final int REQUIRED_SCORE = 4;

	/**
	 * The estimator's time grows faster than the password's length.
	 */
	private static final int LOOKED_AT = 64;

	private final Zxcvbn estimator;

	PasswordPolicy() {
		try {
			List<Dictionary> dictionaries = new ArrayList<>(StandardDictionaries.loadAllDictionaries());
			dictionaries.add(new Dictionary("polish", words(new ClassPathResource("polish-words.txt", getClass()))));
			this.estimator = new ZxcvbnBuilder().dictionaries(dictionaries)
				.keyboards(StandardKeyboards.loadAllKeyboards())
				.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Says what is wrong with a password for the account of {@code email}, if anything.
	 */
	public Optional<Weakness> weaknessOf(String password, EmailAddress email) {
		int length = password.codePointCount(0, password.length());
		if (length < MIN_LENGTH) {
			return Optional.of(Weakness.TOO_SHORT);
		}
		if (length > MAX_LENGTH) {
			return Optional.of(Weakness.TOO_LONG);
		}
		String lowerCase = password.strip().toLowerCase(Locale.ROOT);
		if (lowerCase.equals(email.value()) || lowerCase.equals(email.localPart())) {
			return Optional.of(Weakness.IS_EMAIL);
		}
		List<String> known = List.of(email.value(), email.localPart(), "chronobook");
		boolean guessable = this.estimator.measure(lookedAt(password), known).getScore() < REQUIRED_SCORE;
		return guessable ? Optional.of(Weakness.GUESSABLE) : Optional.empty();
	}

	/**
	 * What the estimator sees: without Polish marks, as its words are, so that "hasło" is
	 * no better than "haslo".
	 */
	private static String lookedAt(String password) {
		String plain = Normalizer.normalize(password, Normalizer.Form.NFKD)
			.replaceAll("\\p{M}+", "")
			.replace('ł', 'l')
			.replace('Ł', 'L');
		return plain.substring(0, Math.min(plain.length(), LOOKED_AT));
	}

	private static List<String> words(Resource list) throws IOException {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(list.getInputStream(), StandardCharsets.UTF_8))) {
			return reader.lines()
				.map(String::strip)
				.filter((line) -> !line.isEmpty() && !line.startsWith("#"))
				.toList();
		}
	}

	/**
	 * Why a password is refused.
	 */
	public enum Weakness {

		TOO_SHORT, TOO_LONG, IS_EMAIL, GUESSABLE

	}

}
