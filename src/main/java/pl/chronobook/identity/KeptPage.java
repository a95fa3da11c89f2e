package pl.chronobook.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the handler of a page that is rendered once and then sent again as long as
 * nothing it shows has changed. It may show nothing but what its address, the reader's
 * day and the {@link PageFacts} determine, and its model may hold what must differ from
 * request to request only under the name {@code newId}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface KeptPage {

}
