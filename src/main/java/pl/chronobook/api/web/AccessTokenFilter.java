package pl.chronobook.api.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.RequestLimits;
import pl.chronobook.api.domain.TokenHolder;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.RateLimiter.Allowance;
import pl.chronobook.identity.SecurityJournal;

/**
 * Authenticates requests by the access token in the {@code Authorization} header (RFC
 * 6750), counts them, and records those that changed data.
 */
class AccessTokenFilter extends OncePerRequestFilter {

	private static final String SCHEME = "bearer ";

	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final AccessTokens tokens;

	private final RequestLimits limits;

	private final SecurityJournal journal;

	AccessTokenFilter(AccessTokens tokens, RequestLimits limits, SecurityJournal journal) {
		this.tokens = tokens;
		this.limits = limits;
		this.journal = journal;
	}

	static String authority(TokenScope scope) {
		return "SCOPE_" + scope;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
			chain.doFilter(request, response);
			return;
		}
		Optional<TokenHolder> holder = this.tokens.authenticate(header.substring(SCHEME.length()).strip());
		if (holder.isEmpty()) {
			refuse(response);
			return;
		}
		if (allow(holder.get(), response)) {
			authenticate(holder.get());
			chain.doFilter(request, response);
			boolean change = request.getRequestURI().startsWith(request.getContextPath() + "/api/")
					&& !SAFE.contains(request.getMethod());
			if (change && response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
				this.journal.tokenUsed(holder.get().readerId());
			}
		}
	}

	private boolean allow(TokenHolder holder, HttpServletResponse response) throws IOException {
		Allowance allowance = this.limits.take(holder.token());
		response.setHeader("RateLimit-Limit", String.valueOf(this.limits.perMinute()));
		response.setHeader("RateLimit-Remaining", String.valueOf(allowance.remaining()));
		response.setHeader("RateLimit-Reset", String.valueOf(allowance.resetSeconds()));
		if (!allowance.granted()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(allowance.retrySeconds()));
			Problem.of(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", "Try again later; Retry-After says when.")
				.writeTo(response);
		}
		return allowance.granted();
	}

	private static void authenticate(TokenHolder holder) {
		List<SimpleGrantedAuthority> authorities = Arrays.stream(TokenScope.values())
			.filter(holder.scope()::includes)
			.map(scope -> new SimpleGrantedAuthority(authority(scope)))
			.toList();
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(holder, null, authorities));
		SecurityContextHolder.setContext(context);
	}

	private static void refuse(HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
		Problem.of(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "The access token is unknown, revoked or expired.")
			.writeTo(response);
	}

}
