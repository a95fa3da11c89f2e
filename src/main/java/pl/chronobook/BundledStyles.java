package pl.chronobook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Resolves {@code app.css} to one sheet that holds the sheets it imports, each in its
 * cascade layer. A page needs one request for its styles, and the hash in the address
 * changes with any of the sheets; that of a sheet with imports would not.
 */
final class BundledStyles implements ResourceResolver {

	private static final String SHEET = "app.css";

	private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([^\"]+)\"\\) layer\\((\\w+)\\);");

	private final Resource bundle = new Bundle(bundle());

	@Override
	public @Nullable Resource resolveResource(@Nullable HttpServletRequest request, String requestPath,
			List<? extends Resource> locations, ResourceResolverChain chain) {
		return SHEET.equals(requestPath) ? this.bundle : chain.resolveResource(request, requestPath, locations);
	}

	@Override
	public @Nullable String resolveUrlPath(String resourcePath, List<? extends Resource> locations,
			ResourceResolverChain chain) {
		return SHEET.equals(resourcePath) ? resourcePath : chain.resolveUrlPath(resourcePath, locations);
	}

	/** Returns the text of the bundled sheet. */
	static String bundle() {
		return IMPORT.matcher(read("classpath:static/css/" + SHEET)).replaceAll(BundledStyles::layer);
	}

	private static String layer(MatchResult found) {
		String name = found.group(1);
		String file = name.startsWith("/webjars/")
				? "classpath*:META-INF/resources" + name.replaceFirst("(/webjars/[^/]+)", "$1/*")
				: "classpath:static/css/" + name;
		String text = read(file).replaceFirst("^@charset [^;]*;", "");
		return Matcher.quoteReplacement("@layer %s {\n%s}".formatted(found.group(2), text));
	}

	private static String read(String pattern) {
		try {
			Resource[] found = new PathMatchingResourcePatternResolver().getResources(pattern);
			if (found.length != 1) {
				throw new IllegalStateException("Expected one sheet at %s, found %d".formatted(pattern, found.length));
			}
			return found[0].getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The bundled sheet. It never changes while the application runs, and its address has
	 * a hash, so no date of change is needed.
	 */
	private static final class Bundle extends ByteArrayResource {

		Bundle(String text) {
			super(text.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String getFilename() {
			return SHEET;
		}

		@Override
		public long lastModified() {
			return 0;
		}

	}

}
