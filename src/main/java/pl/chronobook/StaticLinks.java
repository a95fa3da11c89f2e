package pl.chronobook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Puts the hash of its content into the link to a static file, once for each file. The
 * filter that Spring offers for this looks up every link of a page with every request,
 * which takes longer than the rest of the page.
 */
@Configuration(proxyBeanMethods = false)
class StaticLinks {

	@Autowired
	void useIn(SpringTemplateEngine engine, ObjectProvider<ResourceUrlProvider> mvcResourceUrlProvider) {
		engine.setLinkBuilder(new Builder(mvcResourceUrlProvider));
	}

	/**
	 * Builds links. Cookies carry the session, so no link has to.
	 */
	private static final class Builder extends StandardLinkBuilder {

		private static final List<String> FOLDERS = List.of("/css/", "/fonts/", "/img/", "/js/", "/webjars/");

		private final ObjectProvider<ResourceUrlProvider> files;

		private final Map<String, String> known = new ConcurrentHashMap<>();

		Builder(ObjectProvider<ResourceUrlProvider> files) {
			this.files = files;
		}

		@Override
		protected String processLink(IExpressionContext context, String link) {
			String application = (context instanceof IWebContext web)
					? Objects.requireNonNullElse(web.getExchange().getRequest().getApplicationPath(), "") : "";
			if (!link.startsWith(application)) {
				return link;
			}
			String path = link.substring(application.length());
			if (FOLDERS.stream().noneMatch(path::startsWith)) {
				return link;
			}
			return this.known.computeIfAbsent(link, asked -> {
				String resolved = this.files.getObject().getForLookupPath(path);
				return (resolved != null) ? asked.substring(0, asked.length() - path.length()) + resolved : asked;
			});
		}

	}

}
