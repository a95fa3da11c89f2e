package pl.chronobook.identity.session;

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
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

import pl.chronobook.identity.visitor.VisitorSessions;

/**
 * Access rules and security headers.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

	private static final String[] PUBLIC_PAGES = { "/", "/login", "/login/code", "/login/recover", "/login/passkey",
			"/login/passkey/options", "/register", "/register/strength", "/register/providers/*",
			"/oauth2/authorization/*", "/error" };

	/**
	 * Addresses of calendar feeds are secrets themselves, because calendar programs do
	 * not sign in.
	 */
	private static final String CALENDARS = "/forecast/feed/*.ics";

	private static final String[] PUBLIC_FILES = { "/webjars/**", "/css/**", "/js/**", "/fonts/**", "/img/**",
			"/favicon.ico", "/robots.txt", "/service-worker.js", "/offline.html" };

	static final String CONTENT_SECURITY_POLICY = String.join("; ", "default-src 'none'", "script-src 'self'",
			"style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
			"worker-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'");

	/**
	 * Allows nothing but the camera, for our own pages, which read the barcodes of books.
	 */
	private static final String PERMISSIONS_POLICY = "camera=(self), " + String.join(", ",
			List.of("accelerometer", "autoplay", "browsing-topics", "display-capture", "encrypted-media", "fullscreen",
					"geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
					"screen-wake-lock", "serial", "usb", "xr-spatial-tracking")
				.stream()
				.map((feature) -> feature + "=()")
				.toList());

	/**
	 * Opens on the management port only the endpoints that machines of the cluster need.
	 */
	@Bean
	@Order(0)
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
			HttpSessionRequestCache requests, LogoutRecorder securityLog) throws Exception {
		Refusals refusals = new Refusals();
		return http
			.authorizeHttpRequests((authorize) -> authorize.requestMatchers(HttpMethod.POST, "/demo")
				.permitAll()
				.requestMatchers("/demo/own")
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
			.logout((logout) -> logout.logoutUrl("/logout")
				.logoutSuccessUrl("/login?logout")
				.addLogoutHandler(new HeaderWriterLogoutHandler(
						new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE)))
				.addLogoutHandler(securityLog))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.httpBasic(AbstractHttpConfigurer::disable)
			.headers(SecurityConfiguration::headers)
			.build();
	}

	/** Gives every answer that a browser shows the same security headers. */
	public static void headers(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.permissionsPolicyHeader((policy) -> policy.policy(PERMISSIONS_POLICY))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
			.crossOriginOpenerPolicy((policy) -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((policy) -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
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
	 * Stores the page that a visitor requested before signing in; requests of scripts are
	 * not stored. A network that has opened too many sessions is sent to the sign-in all
	 * the same, and from there to the start page.
	 */
	@Bean
	HttpSessionRequestCache requestCache() {
		HttpSessionRequestCache cache = new HttpSessionRequestCache();
		cache.setRequestMatcher((request) -> isPage(request) && VisitorSessions.open(request));
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
