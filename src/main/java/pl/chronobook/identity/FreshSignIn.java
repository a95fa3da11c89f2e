package pl.chronobook.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a handler method, or a controller with all its handler methods, that only a
 * reader may use who proved within the last ten minutes who they are: by signing in, or
 * by confirming it again. Meant for what an intruder at an unlocked screen would look
 * for: exports, secret addresses, tokens, factors, deletion.
 * <p>
 * Anybody else is led to a page that asks for the password or a passkey and from there to
 * {@link #returnTo()}, or, when that is empty and the request was a GET, to the page
 * asked for. The method itself needs no further code:
 *
 * <pre class="code">
 * &#064;PostMapping("/account/devices")
 * &#064;FreshSignIn(returnTo = "/account/devices")
 * String add(&#064;CurrentReader ReaderId reader, …)
 * </pre>
 *
 * Demo accounts, which have no password, are not asked.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface FreshSignIn {

	/** Returns the path of the page to show after a POST was confirmed. */
	String returnTo() default "";

}
