package pl.chronobook.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the handler of a page whose rendering is cached until the data that it shows
 * change. The page must depend only on its address, the reader's day and the
 * {@link PageFacts}, because they are the key of the cache. A value that must differ from
 * request to request stays out of the cache if the model names it {@code newId}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CachedPage {

}
