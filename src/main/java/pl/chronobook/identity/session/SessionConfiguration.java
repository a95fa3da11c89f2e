package pl.chronobook.identity.session;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.security.web.authentication.SpringSessionRememberMeServices;
import org.springframework.session.web.http.CookieSerializer;

/**
 * Stores sessions in PostgreSQL, shared by all instances.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

	private static final Duration REMEMBERED = Duration.ofDays(30);

	private static final Logger log = LoggerFactory.getLogger(SessionConfiguration.class);

	/**
	 * Upserts attributes, so that concurrent requests that store the same attribute do
	 * not fail on the primary key.
	 */
	@Bean
	PostgreSqlJdbcIndexedSessionRepositoryCustomizer upsertSessionAttributes() {
		return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
	}

	/** Puts {@link QuietSessions} in front of the sessions in the database. */
	@Bean
	static BeanPostProcessor quietSessions() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof JdbcIndexedSessionRepository sessions)
						? QuietSessions.in((FindByIndexNameSessionRepository<? extends Session>) sessions) : bean;
			}

		};
	}

	/**
	 * Remembers a reader by a long-lived session. Unlike a separate token it ends with
	 * the reader's other sessions when the password changes.
	 */
	@Bean
	SpringSessionRememberMeServices rememberMeServices() {
		SpringSessionRememberMeServices services = new SpringSessionRememberMeServices();
		services.setValiditySeconds((int) REMEMBERED.toSeconds());
		return services;
	}

	@Bean
	CookieSerializer cookieSerializer(@Value("${server.servlet.session.cookie.secure:false}") boolean alwaysSecure) {
		return new SessionCookies(alwaysSecure, REMEMBERED);
	}

	/**
	 * Treats attributes that another version of the application wrote in an unreadable
	 * form as absent, so that the reader has to sign in again instead of seeing an error
	 * on every page.
	 */
	@Bean
	ConversionService springSessionConversionService() {
		GenericConversionService conversions = new GenericConversionService();
		conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
		conversions.addConverter(new TolerantDeserializer());
		return conversions;
	}

	private static final class TolerantDeserializer implements GenericConverter {

		private final DeserializingConverter deserializer = new DeserializingConverter(
				SessionConfiguration.class.getClassLoader());

		@Override
		public Set<ConvertiblePair> getConvertibleTypes() {
			return Set.of(new ConvertiblePair(byte[].class, Object.class));
		}

		@Override
		public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
			if (!(source instanceof byte[] bytes)) {
				return null;
			}
			try {
				return this.deserializer.convert(bytes);
			}
			catch (SerializationFailedException ex) {
				log.warn("A session attribute is unreadable and is left out: {}", ex.getMessage());
				return null;
			}
		}

	}

}
