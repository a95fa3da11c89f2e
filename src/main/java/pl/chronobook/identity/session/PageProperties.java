package pl.chronobook.identity.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the pages.
 *
 * @param cacheSize the memory for cached pages; 0 switches the cache off
 */
@ConfigurationProperties("chronobook.pages")
public record PageProperties(@DefaultValue("16MB") DataSize cacheSize) {
}
