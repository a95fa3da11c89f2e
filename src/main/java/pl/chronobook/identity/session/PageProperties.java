package pl.chronobook.identity.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the pages.
 *
 * @param cacheSize memory for rendered pages that are sent again while nothing they show
 * has changed; 0 renders each page anew
 */
@ConfigurationProperties("chronobook.pages")
public record PageProperties(@DefaultValue("16MB") DataSize cacheSize) {
}
