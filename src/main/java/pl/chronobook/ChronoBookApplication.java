package pl.chronobook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ChronoBookApplication {

	public static void main(String[] args) {
		SpringApplication.run(ChronoBookApplication.class, args);
	}

}
