package pl.chronobook.transfer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

import pl.chronobook.StatementCounter;

/**
 * The whole application on a real port, with the demo switched on, in one context for all
 * tests of this module. Providers of books cannot be reached.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "chronobook.demo.enabled=true", "chronobook.demo.max-accounts=5",
				"spring.http.serviceclient.google-books.base-url=http://127.0.0.1:9",
				"spring.http.serviceclient.open-library.base-url=http://127.0.0.1:9",
				"spring.http.serviceclient.biblioteka-narodowa.base-url=http://127.0.0.1:9" })
@AutoConfigureMockMvc
@Import(StatementCounter.class)
public @interface TransferTest {

}
