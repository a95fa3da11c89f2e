package pl.chronobook;

import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Starts an embedded PostgreSQL when no datasource is configured, so that a laptop needs
 * nothing but a JDK.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(EmbeddedPostgres.class)
@Conditional(EmbeddedDatabaseConfiguration.NoDatasourceConfigured.class)
@EnableConfigurationProperties(EmbeddedDatabaseConfiguration.EmbeddedDatabaseProperties.class)
class EmbeddedDatabaseConfiguration {

	@Bean(destroyMethod = "close")
	EmbeddedDatabase embeddedDatabase(EmbeddedDatabaseProperties properties) {
		return EmbeddedDatabase.start(properties.dataDirectory());
	}

	@Bean
	@ConditionalOnMissingBean
	JdbcConnectionDetails embeddedConnectionDetails(EmbeddedDatabase database) {
		return database;
	}

	/**
	 * Settings of the embedded database.
	 *
	 * @param dataDirectory folder that keeps the data across restarts
	 */
	@ConfigurationProperties("chronobook.embedded-database")
	record EmbeddedDatabaseProperties(@DefaultValue(".chronobook") Path dataDirectory) {
	}

	/**
	 * Treats an empty URL as absent: compose files pass an empty value for a variable
	 * that is not set.
	 */
	static class NoDatasourceConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
		}

	}

}
