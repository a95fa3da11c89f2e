package pl.chronobook.catalog.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.util.StringUtils;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.ImportHttpServices;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogProperties.class)
@ImportHttpServices(group = "google-books", types = GoogleBooksApi.class)
@ImportHttpServices(group = "open-library", types = OpenLibraryApi.class)
@ImportHttpServices(group = "biblioteka-narodowa", types = BibliotekaNarodowaApi.class)
class CatalogConfiguration {

	@Bean
	CircuitBreakerRegistry circuitBreakers() {
		return CircuitBreakerRegistry.ofDefaults();
	}

	@Bean
	RestClientHttpServiceGroupConfigurer catalogClients(CatalogProperties properties) {
		String contact = properties.contact();
		String userAgent = StringUtils.hasText(contact) ? "ChronoBook (%s)".formatted(contact) : "ChronoBook";
		String key = properties.googleBooks().apiKey();
		return (groups) -> groups.filterByName("google-books", "open-library", "biblioteka-narodowa")
			.forEachClient((group, client) -> {
				client.defaultHeader(HttpHeaders.USER_AGENT, userAgent);
				if (group.name().equals("google-books") && StringUtils.hasText(key)) {
					client.requestInterceptor(new ApiKey(key.strip()));
				}
			});
	}

	/**
	 * Adds the key in the last interceptor, so that the address in traces and in messages
	 * of exceptions does not contain it.
	 */
	private record ApiKey(String key) implements ClientHttpRequestInterceptor {

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			URI keyed = UriComponentsBuilder.fromUri(request.getURI())
				.queryParam("key", UriUtils.encode(this.key, StandardCharsets.UTF_8))
				.build(true)
				.toUri();
			return execution.execute(new HttpRequestWrapper(request) {
				@Override
				public URI getURI() {
					return keyed;
				}
			}, body);
		}

		@Override
		public String toString() {
			return "ApiKey";
		}

	}

}
