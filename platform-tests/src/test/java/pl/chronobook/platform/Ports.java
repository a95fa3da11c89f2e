package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for the programs that tests start. The system gives ports of this range to
 * nobody by itself, so a free one stays free until the program listens on it.
 */
final class Ports {

	private static final int FIRST = 15_000;

	private static final int LAST = 32_000;

	private Ports() {
	}

	/** Returns a port on which nobody listens. */
	static int free() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// Somebody listens there: another one
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
