package pl.chronobook.sync.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * Security of the addresses for devices, which have no session, no cookie and no login
 * page. Each request carries the device's credential. The controller checks it, because
 * the answer to a wrong one belongs to the protocol. A reader's session gives no access.
 */
@Configuration(proxyBeanMethods = false)
class SyncSecurityConfiguration {

	@Bean
	@Order(1)
	SecurityFilterChain deviceProtocols(HttpSecurity http) throws Exception {
		return http.securityMatcher("/sync/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	HttpFirewall deviceFirewall() {
		return new DeviceFirewall();
	}

}
