package pl.chronobook.forecast.training;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Training of models inside the application.
 *
 * @param enabled whether the application trains models itself; by default only with the
 * embedded database, that is when no spring.datasource.url is set
 */
@ConfigurationProperties("chronobook.own-training")
record OwnTrainingProperties(@Nullable Boolean enabled) {
}
