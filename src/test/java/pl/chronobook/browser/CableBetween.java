package pl.chronobook.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The network between a browser and the application, which a test can pull out and plug
 * in again.
 */
final class CableBetween implements AutoCloseable {

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean plugged = new AtomicBoolean(true);

	private final ServerSocket entrance;

	private final int exit;

	CableBetween(int exit) throws IOException {
		this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.exit = exit;
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.entrance.getLocalPort();
	}

	void pull() throws IOException {
		this.plugged.set(false);
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	void plug() {
		this.plugged.set(true);
	}

	@Override
	public void close() throws IOException {
		this.entrance.close();
		pull();
	}

	private void accept() {
		while (!this.entrance.isClosed()) {
			try {
				Socket browser = this.entrance.accept();
				if (!this.plugged.get()) {
					browser.close();
					continue;
				}
				Socket application = new Socket(InetAddress.getLoopbackAddress(), this.exit);
				this.sockets.add(browser);
				this.sockets.add(application);
				if (!this.plugged.get()) {
					// Pulled meanwhile, perhaps before these two were among the others
					browser.close();
					application.close();
				}
				Thread.ofVirtual().start(() -> carry(browser, application));
				Thread.ofVirtual().start(() -> carry(application, browser));
			}
			catch (IOException ex) {
				// The cable was taken away meanwhile
			}
		}
	}

	private void carry(Socket from, Socket to) {
		try (from; to; InputStream in = from.getInputStream()) {
			in.transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// The cable was pulled
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

}
