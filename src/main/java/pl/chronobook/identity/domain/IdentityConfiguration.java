package pl.chronobook.identity.domain;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoginProperties.class)
class IdentityConfiguration {

	@Bean
	AuthenticationManager authenticationManager(ReaderDetails readers, PasswordEncoder passwords) {
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(readers);
		provider.setPasswordEncoder(passwords);
		provider.setUserDetailsPasswordService(readers);
		return new ProviderManager(provider);
	}

}
