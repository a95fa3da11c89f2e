package pl.chronobook;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.AbstractMessageSource;

/**
 * Messages in ICU's syntax, because Polish plurals (1 strona, 2 strony, 5 stron) are
 * beyond {@link MessageFormat}. The bundle is UTF-8 and in Polish whatever the locale
 * asked for.
 */
final class IcuMessageSource extends AbstractMessageSource {

	private static final Locale POLISH = Locale.of("pl", "PL");

	private final ResourceBundle bundle;

	private final Map<String, com.ibm.icu.text.MessageFormat> formats = new ConcurrentHashMap<>();

	IcuMessageSource(String baseName) {
		this.bundle = ResourceBundle.getBundle(baseName, POLISH);
		setAlwaysUseMessageFormat(true);
	}

	@Override
	protected @Nullable String getMessageInternal(@Nullable String code, Object @Nullable [] args,
			@Nullable Locale locale) {
		if (code == null || !this.bundle.containsKey(code)) {
			return null;
		}
		com.ibm.icu.text.MessageFormat format = this.formats.computeIfAbsent(code,
				key -> new com.ibm.icu.text.MessageFormat(this.bundle.getString(key), POLISH));
		synchronized (format) {
			return format.format(resolveArguments(args, POLISH));
		}
	}

	@Override
	protected @Nullable MessageFormat resolveCode(String code, Locale locale) {
		return null;
	}

}
