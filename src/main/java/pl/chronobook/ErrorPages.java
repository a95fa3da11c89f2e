package pl.chronobook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * The page for requests that the server refuses before the application sees them, such as
 * an address that is none. The server's own page would be in English and without our
 * headers.
 */
@Configuration(proxyBeanMethods = false)
class ErrorPages {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorPagesOfTheServer() {
		return tomcat -> tomcat.addContextCustomizers(context -> {
			if (context.getParent() instanceof StandardHost host) {
				host.setErrorReportValveClass(PlainPage.class.getName());
			}
		});
	}

	/**
	 * Instantiated by the server, by its name.
	 */
	public static final class PlainPage extends ErrorReportValve {

		@Override
		protected void report(Request request, Response response, @Nullable Throwable failure) {
			int status = response.getStatus();
			if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
				return;
			}
			String page = (status < 500) ? "error/refused.html" : "error/plain.html";
			try (InputStream html = new ClassPathResource(page).getInputStream()) {
				response.setContentType("text/html");
				response.setCharacterEncoding(StandardCharsets.UTF_8);
				response.setHeader("Content-Security-Policy",
						"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
								+ "frame-ancestors 'none'");
				response.setHeader("X-Content-Type-Options", "nosniff");
				response.setHeader("Referrer-Policy", "same-origin");
				response.setHeader("Cache-Control", "no-store");
				response.getOutputStream().write(html.readAllBytes());
				response.finishResponse();
			}
			catch (IOException | IllegalStateException ex) {
				this.container.getLogger().debug("The page of an error could not be sent", ex);
			}
		}

	}

}
