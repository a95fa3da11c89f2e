package pl.chronobook.forecast.web;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The documentation that pages link to.
 *
 * @param address the address of the folder docs, without a slash at its end
 */
@ConfigurationProperties("chronobook.documentation")
record DocumentationProperties(@DefaultValue("https://github.com/chronobook/chronobook/blob/main/docs") URI address) {
}
