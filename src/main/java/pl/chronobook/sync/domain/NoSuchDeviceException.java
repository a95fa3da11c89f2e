package pl.chronobook.sync.domain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import pl.chronobook.sync.DeviceId;

/**
 * The reader has no such device.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchDeviceException extends RuntimeException {

	NoSuchDeviceException(DeviceId device) {
		super("Not a device of this reader: " + device);
	}

}
