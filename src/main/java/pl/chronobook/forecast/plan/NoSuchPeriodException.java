package pl.chronobook.forecast.plan;

import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The reader has planned no such period.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchPeriodException extends RuntimeException {

	public NoSuchPeriodException(UUID period) {
		super("Not among this reader's periods: " + period);
	}

}
