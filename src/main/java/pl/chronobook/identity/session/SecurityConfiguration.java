package pl.chronobook.identity.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Who may see what, and the headers that keep it that way.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String[] PUBLIC_PAGES = { "/", "/login", "/register", "/error" };

	/** Calendar programs do not sign in: the address itself is the secret. */
	private static final String CALENDARS = "/forecast/feed/*.ics";

	private static final String[] PUBLIC_FILES = { "/webjars/**", "/css/**", "/js/**", "/fonts/**", "/img/**",
			"/favicon.ico", "/service-worker.js", "/offline.html" };

	private static final String CONTENT_SECURITY_POLICY = String.join("; ", "default-src 'none'", "script-src 'self'",
			"style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
			"worker-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'");

	private static final String PERMISSIONS_POLICY = String.join(", ",
			List.of("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
					"fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
					"picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
					"xr-spatial-tracking")
				.stream()
				.map((feature) -> feature + "=()")
				.toList());

	/**
	 * The management port is for machines inside: what they need is open, the rest shut.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain management(HttpSecurity http) throws Exception {
		return http
			.securityMatcher(new OrRequestMatcher(EndpointRequest.toAnyEndpoint(), SecurityConfiguration::isManagement))
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(EndpointRequest.to("health", "info", "prometheus", "sbom"))
						.permitAll()
						.anyRequest()
						.denyAll())
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(new Http403ForbiddenEntryPoint()))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain pages(HttpSecurity http, CsrfTokens csrfTokens, SecurityContextRepository contexts,
			HttpSessionRequestCache requests) throws Exception {
		Refusals refusals = new Refusals();
		return http
			.authorizeHttpRequests((authorize) -> authorize.requestMatchers(HttpMethod.POST, "/demo")
				.permitAll()
				.requestMatchers(PUBLIC_PAGES)
				.permitAll()
				.requestMatchers(HttpMethod.GET, CALENDARS)
				.permitAll()
				.requestMatchers(HttpMethod.HEAD, CALENDARS)
				.permitAll()
				.requestMatchers(PUBLIC_FILES)
				.permitAll()
				.anyRequest()
				.authenticated())
			.securityContext((context) -> context.securityContextRepository(contexts))
			.requestCache((cache) -> cache.requestCache(requests))
			.csrf((csrf) -> csrf.csrfTokenRepository(csrfTokens))
			.logout((logout) -> logout.logoutUrl("/logout").logoutSuccessUrl("/login?logout"))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.httpBasic(AbstractHttpConfigurer::disable)
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
				.permissionsPolicyHeader((policy) -> policy.policy(PERMISSIONS_POLICY))
				.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
				.crossOriginOpenerPolicy((policy) -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
				.crossOriginResourcePolicy((policy) -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
			.build();
	}

	@Bean
	CsrfTokens csrfTokens(@Value("${server.servlet.session.cookie.secure:false}") boolean alwaysSecure) {
		return new CsrfTokens(alwaysSecure);
	}

	@Bean
	SecurityContextRepository securityContextRepository() {
		return new HttpSessionSecurityContextRepository();
	}

	/**
	 * Remembers the page that somebody asked for before signing in, and nothing that a
	 * script asked for.
	 */
	@Bean
	HttpSessionRequestCache requestCache() {
		HttpSessionRequestCache cache = new HttpSessionRequestCache();
		cache.setRequestMatcher(SecurityConfiguration::isPage);
		return cache;
	}

	private static boolean isManagement(HttpServletRequest request) {
		WebApplicationContext context = WebApplicationContextUtils
			.getWebApplicationContext(request.getServletContext());
		return WebServerApplicationContext.hasServerNamespace(context, "management");
	}

	private static boolean isPage(HttpServletRequest request) {
		String accept = request.getHeader("Accept");
		return "GET".equals(request.getMethod()) && request.getHeader("HX-Request") == null && accept != null
				&& accept.contains("text/html");
	}

}
