package pl.chronobook.sync.domain;

import pl.chronobook.identity.NotFoundException;
import pl.chronobook.sync.DeviceId;

/**
 * The reader has no such device.
 */
public class NoSuchDeviceException extends NotFoundException {

	NoSuchDeviceException(DeviceId device) {
		super("Not a device of this reader: " + device);
	}

}
