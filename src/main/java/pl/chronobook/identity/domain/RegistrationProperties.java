package pl.chronobook.identity.domain;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rules of registration.
 *
 * @param registration the rule by which accounts are created: by everybody, only with a
 * reader's invitation, or only through an OpenID provider
 */
@ConfigurationProperties("chronobook")
record RegistrationProperties(@DefaultValue("open") RegistrationMode registration) {
}
