package pl.chronobook.identity.session;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.domain.SignedInReader;

/**
 * Enforces {@link FreshSignIn}. The factors of the session's authentication carry the
 * time at which the reader proved their identity.
 */
@Configuration(proxyBeanMethods = false)
public class FreshSignInCheck implements WebMvcConfigurer, HandlerInterceptor {

	/** The time for which a proof of identity is valid. */
	public static final Duration FRESH = Duration.ofMinutes(10);

	private final Clock clock;

	FreshSignInCheck(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		FreshSignIn required = (handler instanceof HandlerMethod method) ? required(method) : null;
		if (required == null || isFresh(SecurityContextHolder.getContext().getAuthentication())) {
			return true;
		}
		String path = request.getRequestURI().substring(request.getContextPath().length());
		String next = !required.returnTo().isEmpty() ? required.returnTo()
				: "GET".equals(request.getMethod()) ? path : "/account";
		Refusals.goTo("/account/confirm?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8), request, response);
		return false;
	}

	private static @Nullable FreshSignIn required(HandlerMethod method) {
		FreshSignIn onMethod = method.getMethodAnnotation(FreshSignIn.class);
		return (onMethod != null) ? onMethod
				: AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), FreshSignIn.class);
	}

	/**
	 * Returns whether the reader has proved their identity within the last ten minutes.
	 */
	public boolean isFresh(@Nullable Authentication authentication) {
		if (authentication == null || !(authentication.getPrincipal() instanceof SignedInReader reader)) {
			// For a token or a visitor the security configuration decides
			return true;
		}
		Instant oldest = this.clock.instant().minus(FRESH);
		return reader.isDemo() || authentication.getAuthorities()
			.stream()
			.anyMatch((authority) -> authority instanceof FactorGrantedAuthority factor
					&& factor.getIssuedAt().isAfter(oldest));
	}

}
