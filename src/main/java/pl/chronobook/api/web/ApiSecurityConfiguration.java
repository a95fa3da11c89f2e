package pl.chronobook.api.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.RequestLimits;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.SecurityJournal;

/**
 * Security of the API. Only access tokens give access: a session is ignored here, as a
 * token is on pages.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http, AccessTokens tokens, RequestLimits limits, SecurityJournal journal)
			throws Exception {
		return http.securityMatcher("/api/**", McpConfiguration.PATH, "/v3/api-docs/**")
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/v3/api-docs/**")
				.permitAll()
				// Each tool asks for what it needs
				.requestMatchers(McpConfiguration.PATH)
				.hasAuthority(AccessTokenFilter.authority(TokenScope.READ))
				.requestMatchers("/api/v1/export")
				.hasAuthority(AccessTokenFilter.authority(TokenScope.ALL))
				.requestMatchers(HttpMethod.GET)
				.hasAuthority(AccessTokenFilter.authority(TokenScope.READ))
				.requestMatchers(HttpMethod.HEAD)
				.hasAuthority(AccessTokenFilter.authority(TokenScope.READ))
				.requestMatchers(HttpMethod.POST, "/api/v1/sessions")
				.hasAuthority(AccessTokenFilter.authority(TokenScope.LOG))
				.anyRequest()
				.hasAuthority(AccessTokenFilter.authority(TokenScope.ALL)))
			.addFilterBefore(new AccessTokenFilter(tokens, limits, journal), AnonymousAuthenticationFilter.class)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.exceptionHandling((handling) -> handling.authenticationEntryPoint((request, response, cause) -> {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
				Problem.of(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "Send an access token: Authorization: Bearer …")
					.writeTo(response);
			})
				.accessDeniedHandler((request, response, cause) -> Problem
					.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "The scope of the access token does not allow this.")
					.writeTo(response)))
			.build();
	}

}
