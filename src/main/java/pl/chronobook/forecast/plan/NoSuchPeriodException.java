package pl.chronobook.forecast.plan;

import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Thrown when the reader has no planned period with the given id.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchPeriodException extends RuntimeException {

	public NoSuchPeriodException(UUID period) {
		super("Not among this reader's periods: " + period);
	}

}
