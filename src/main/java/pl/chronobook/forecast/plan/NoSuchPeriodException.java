package pl.chronobook.forecast.plan;

import java.util.UUID;

import pl.chronobook.identity.NotFoundException;

/**
 * Thrown when the reader has no planned period with the given id.
 */
public class NoSuchPeriodException extends NotFoundException {

	public NoSuchPeriodException(UUID period) {
		super("Not among this reader's periods: " + period);
	}

}
