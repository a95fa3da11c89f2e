package pl.chronobook;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/**
 * Removes a content type with a wildcard from the request. Spring throws an exception
 * wherever it parses such a type, even while it renders the error page.
 */
@Configuration(proxyBeanMethods = false)
class UnreadableTypes {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> contentTypes() {
		return tomcat -> tomcat.addEngineValves(new ContentTypes());
	}

	private static final class ContentTypes extends ValveBase {

		private ContentTypes() {
			super(true);
		}

		@Override
		public void invoke(Request request, Response response) throws IOException, ServletException {
			String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
			if (type != null && type.contains("*")) {
				request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.CONTENT_TYPE);
			}
			getNext().invoke(request, response);
		}

	}

}
