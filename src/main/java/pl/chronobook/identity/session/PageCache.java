package pl.chronobook.identity.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestContextUtils;

import pl.chronobook.identity.CachedPage;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.PageFacts;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.SignedInReader;

/**
 * Caches rendered pages on the server and serves them again until the data that they show
 * change, see {@link CachedPage}. Browsers are still told to store nothing.
 * <p>
 * The key of a page consists of its reader, its address and the versions of all
 * {@link PageFacts}. The versions are read before the page is rendered, so a page is
 * never older than its key. Every change, on any instance, results in another version,
 * with which the old page is not found. Values of a single request are cut out: the CSRF
 * token, and the ids for objects that forms create.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
class PageCache implements WebMvcConfigurer, HandlerInterceptor {

	private static final String KEY = PageCache.class.getName() + ".key";

	private static final String NEW_ID = "newId";

	private static final Duration REST = Duration.ofMinutes(10);

	/** The longest query of a cached page; no page links to a longer one. */
	private static final int LONGEST_QUERY = 100;

	private static final int OVERHEAD = 500;

	private final List<PageFacts> facts;

	private final ObjectProvider<ViewResolver> viewResolver;

	private final boolean enabled;

	private final Cache<Key, Page> pages;

	PageCache(List<PageFacts> facts, ObjectProvider<ViewResolver> thymeleafViewResolver, PageProperties properties) {
		this.facts = facts;
		this.viewResolver = thymeleafViewResolver;
		this.enabled = properties.cacheSize().toBytes() > 0;
		this.pages = Caffeine.newBuilder()
			.maximumWeight(properties.cacheSize().toBytes())
			.<Key, Page>weigher((key, page) -> page.size() + OVERHEAD)
			.expireAfterAccess(REST)
			.build();
	}

	/** Registers the interceptor after all that may refuse the request. */
	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		if (this.enabled) {
			registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
		}
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		Key key = key(request, handler).orElse(null);
		if (key == null) {
			return true;
		}
		Page cached = this.pages.getIfPresent(key);
		if (cached == null) {
			request.setAttribute(KEY, key);
			return true;
		}
		cached.send(token(request), RequestContextUtils.getLocale(request), response);
		return false;
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView page) throws Exception {
		if (!(request.getAttribute(KEY) instanceof Key key) || page == null || page.getViewName() == null
				|| response.getStatus() != HttpStatus.OK.value()) {
			return;
		}
		Locale locale = RequestContextUtils.getLocale(request);
		View view = this.viewResolver.getObject().resolveViewName(page.getViewName(), locale);
		if (view != null) {
			page.setView(new CachingView(view, key));
		}
	}

	/** Returns the key; empty if the page of the request is not to be cached. */
	private Optional<Key> key(HttpServletRequest request, Object handler) {
		Principal principal = request.getUserPrincipal();
		String query = Objects.requireNonNullElse(request.getQueryString(), "");
		Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
		if (!(handler instanceof HandlerMethod method) || !method.hasMethodAnnotation(CachedPage.class)
				|| !"GET".equals(request.getMethod()) || request.getHeader("HX-Request") != null
				|| query.length() > LONGEST_QUERY || (flash != null && !flash.isEmpty())
				|| !(principal instanceof Authentication authentication)
				|| !(authentication.getPrincipal() instanceof SignedInReader reader)) {
			return Optional.empty();
		}
		List<String> versions = new ArrayList<>();
		for (PageFacts owner : this.facts) {
			Optional<String> version = owner.version(reader.getReaderId());
			if (version.isEmpty()) {
				return Optional.empty();
			}
			versions.add(version.get());
		}
		return Optional.of(new Key(reader.getReaderId(), request.getRequestURI() + '?' + query, List.copyOf(versions)));
	}

	private static String token(HttpServletRequest request) {
		return (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) ? token.getToken() : "";
	}

	/**
	 * The key of a cached page.
	 *
	 * @param reader the reader of the page
	 * @param address its path and query
	 * @param versions the versions of all data that it shows
	 */
	private record Key(ReaderId reader, String address, List<String> versions) {
	}

	/**
	 * A rendered page without what belongs to one request.
	 *
	 * @param contentType its type
	 * @param vary the value of its {@code Vary} header
	 * @param parts its text in UTF-8, divided where a value was cut out
	 * @param gaps the kinds of the values that were cut out between the parts
	 */
	private record Page(@Nullable String contentType, @Nullable String vary, List<byte[]> parts, List<Gap> gaps) {

		static Page of(String text, String token, @Nullable Object newId, HttpServletResponse response) {
			List<byte[]> parts = new ArrayList<>();
			List<Gap> gaps = new ArrayList<>();
			String id = (newId != null) ? newId.toString() : "";
			int from = 0;
			while (true) {
				int tokenAt = token.isEmpty() ? -1 : text.indexOf(token, from);
				int idAt = id.isEmpty() ? -1 : text.indexOf(id, from);
				boolean isToken = tokenAt >= 0 && (idAt < 0 || tokenAt < idAt);
				int at = isToken ? tokenAt : idAt;
				parts.add(text.substring(from, (at >= 0) ? at : text.length()).getBytes(StandardCharsets.UTF_8));
				if (at < 0) {
					break;
				}
				gaps.add(isToken ? Gap.TOKEN : Gap.NEW_ID);
				from = at + (isToken ? token : id).length();
			}
			return new Page(response.getContentType(), response.getHeader(HttpHeaders.VARY), List.copyOf(parts),
					List.copyOf(gaps));
		}

		int size() {
			return this.parts.stream().mapToInt(part -> part.length).sum();
		}

		void send(String token, Locale locale, HttpServletResponse response) throws IOException {
			response.setLocale(locale);
			response.setContentType(this.contentType);
			if (this.vary != null) {
				response.setHeader(HttpHeaders.VARY, this.vary);
			}
			byte[] tokenBytes = token.getBytes(StandardCharsets.UTF_8);
			byte[] id = Ids.next().toString().getBytes(StandardCharsets.UTF_8);
			OutputStream out = response.getOutputStream();
			for (int i = 0; i < this.parts.size(); i++) {
				out.write(this.parts.get(i));
				if (i < this.gaps.size()) {
					out.write((this.gaps.get(i) == Gap.TOKEN) ? tokenBytes : id);
				}
			}
		}

	}

	private enum Gap {

		TOKEN, NEW_ID

	}

	/**
	 * Renders a page, caches it and sends it.
	 */
	private final class CachingView implements View {

		private final View view;

		private final Key key;

		CachingView(View view, Key key) {
			this.view = view;
			this.key = key;
		}

		@Override
		public @Nullable String getContentType() {
			return this.view.getContentType();
		}

		@Override
		public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
				throws Exception {
			Written written = new Written(response);
			this.view.render(model, request, written);
			String text = written.text();
			Object newId = (model != null) ? model.get(NEW_ID) : null;
			PageCache.this.pages.put(this.key, Page.of(text, token(request), newId, response));
			response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * A response that buffers its text.
	 */
	private static final class Written extends HttpServletResponseWrapper {

		private final StringWriter text = new StringWriter();

		private final PrintWriter writer = new PrintWriter(this.text);

		Written(HttpServletResponse response) {
			super(response);
		}

		@Override
		public PrintWriter getWriter() {
			return this.writer;
		}

		@Override
		public void flushBuffer() {
			this.writer.flush();
		}

		String text() {
			this.writer.flush();
			return this.text.toString();
		}

	}

}
