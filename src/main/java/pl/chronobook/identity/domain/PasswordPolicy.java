package pl.chronobook.identity.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Accepts only long passwords that are hard to guess.
 * <p>
 * Lists of leaked passwords hold few of twelve characters and more, so a list alone would
 * let {@code polska123456} pass. The estimator zxcvbn instead recognises the patterns
 * that guessing programs try: common passwords and words, keyboard paths, sequences,
 * repeats, dates and their combinations. Its dictionaries are English; {@code
 * polish-words.txt} adds words that are frequent in Polish passwords, {@code
 * known-phrases.txt} adds well-known quotations. There are no rules about kinds of
 * characters (NIST SP 800-63B, 3.1.1.2).
 */
@Component
public class PasswordPolicy {

	/** The shortest password allowed, in characters. */
	public static final int MIN_LENGTH = 12;

	/** The longest password allowed, in characters. */
	public static final int MAX_LENGTH = 128;

	/**
	 * zxcvbn's highest score: 10¹⁰ guesses and more. The throttle stops online attacks
	 * far earlier; this score protects leaked hashes against an attacker who tries ten
	 * thousand passwords a second.
	 */
	private static final int REQUIRED_SCORE = 4;

	/**
	 * The longest prefix that is estimated, in characters: the estimator's time grows
	 * faster than the length.
	 */
	private static final int LOOKED_AT = 64;

	private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

	/**
	 * The number of characters beside a known phrase from which on the estimator decides.
	 */
	private static final int MIN_ADDED = 8;

	private final Zxcvbn estimator;

	private final List<String> phrases;

	PasswordPolicy() {
		try {
			List<Dictionary> dictionaries = new ArrayList<>(StandardDictionaries.loadAllDictionaries());
			dictionaries.add(new Dictionary("polish", words(new ClassPathResource("polish-words.txt", getClass()))));
			this.phrases = words(new ClassPathResource("known-phrases.txt", getClass()));
			this.estimator = new ZxcvbnBuilder().dictionaries(dictionaries)
				.keyboards(StandardKeyboards.loadAllKeyboards())
				.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the weakness of a password for the account of {@code email}; empty if the
	 * policy accepts it.
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
		String plain = lookedAt(password);
		boolean guessable = isKnownPhrase(plain) || Stream.of(plain, withoutRepeatedWords(plain))
			.distinct()
			.anyMatch((variant) -> this.estimator.measure(variant, known).getScore() < REQUIRED_SCORE);
		return guessable ? Optional.of(Weakness.GUESSABLE) : Optional.empty();
	}

	/**
	 * Returns whether a password is a known phrase, in any spelling, with only a few
	 * characters added.
	 */
	private boolean isKnownPhrase(String password) {
		String joined = password.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		return this.phrases.stream()
			.anyMatch((phrase) -> joined.contains(phrase) && joined.length() - phrase.length() < MIN_ADDED);
	}

	/** Removes repeated words, which add no strength: {@code Krakow2024!Krakow}. */
	private static String withoutRepeatedWords(String password) {
		Set<String> seen = new HashSet<>();
		return WORD.matcher(password)
			.replaceAll((word) -> seen.add(word.group().toLowerCase(Locale.ROOT)) ? word.group() : "");
	}

	/**
	 * Removes Polish diacritics, which the word lists lack too: "hasło" is as weak as
	 * "haslo".
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
	 * A reason to refuse a password.
	 */
	public enum Weakness {

		TOO_SHORT, TOO_LONG, IS_EMAIL, GUESSABLE

	}

}
