package pl.chronobook.sync.domain;

import java.time.Clock;
import java.time.Duration;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ClientNetwork;
import pl.chronobook.identity.RateLimiter;

/**
 * Limits the requests of each device and the wrong keys of each network. Keys are too
 * random to be guessed, so the limits only protect other readers from the load of a
 * flood.
 */
@Component
class DeviceThrottle {

	/**
	 * The size of a burst: a device that was offline for four weeks sends up to 200
	 * progress reports at once.
	 */
	private static final int REQUESTS = 300;

	/**
	 * The steady rate: an online device sends a progress report every 25 seconds and
	 * requests one for each book it opens.
	 */
	private static final int REQUESTS_PER_MINUTE = 30;

	private static final int WRONG_KEYS_OF_A_DEVICE = 10;

	/** Several readers may share a network, so its limit is higher than a device's. */
	private static final int WRONG_KEYS_OF_A_NETWORK = 200;

	private static final Duration WRONG_KEYS_PERIOD = Duration.ofMinutes(15);

	private final RateLimiter<Device> requests;

	private final RateLimiter<Device> wrongKeysOfDevices;

	private final RateLimiter<String> wrongKeysOfNetworks;

	DeviceThrottle(Clock clock) {
		this.requests = new RateLimiter<>(REQUESTS, REQUESTS_PER_MINUTE, Duration.ofMinutes(1), clock);
		this.wrongKeysOfDevices = new RateLimiter<>(WRONG_KEYS_OF_A_DEVICE, WRONG_KEYS_OF_A_DEVICE, WRONG_KEYS_PERIOD,
				clock);
		this.wrongKeysOfNetworks = new RateLimiter<>(WRONG_KEYS_OF_A_NETWORK, WRONG_KEYS_OF_A_NETWORK,
				WRONG_KEYS_PERIOD, clock);
	}

	/**
	 * Counts a request of a device.
	 * @return whether it is within the limit
	 */
	boolean admits(String login, String address) {
		return this.requests.take(Device.of(login, address)).granted();
	}

	/** Returns whether keys are no longer checked, because too many were wrong. */
	boolean isLockedOut(String login, String address) {
		return this.wrongKeysOfDevices.isUsedUp(Device.of(login, address))
				|| this.wrongKeysOfNetworks.isUsedUp(ClientNetwork.of(address));
	}

	/** Counts a wrong key. */
	void failed(String login, String address) {
		this.wrongKeysOfDevices.take(Device.of(login, address));
		this.wrongKeysOfNetworks.take(ClientNetwork.of(address));
	}

	/** A device in one network. Keys guessed from another network do not lock it out. */
	private record Device(String login, String network) {

		static Device of(String login, String address) {
			return new Device(login, ClientNetwork.of(address));
		}

	}

}
