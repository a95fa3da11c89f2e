package pl.chronobook.transfer.incoming;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

import pl.chronobook.identity.Browser;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.TransferTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An upload that waits for its turn is not parsed if its client has disconnected
 * meanwhile; the upload of a client that still waits is.
 */
@TransferTest
class AbandonedUploadTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int TURNS = 2;

	@Autowired
	private ParsingTurns turns;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Environment environment;

	@Test
	void workOnAnUploadEndsWhenItsClientDisconnects() throws Exception {
		Reader gone = new Reader();
		Reader patient = new Reader();
		long refused = uploads(422);
		CountDownLatch over = new CountDownLatch(1);
		try (ExecutorService others = Executors.newFixedThreadPool(TURNS);
				Socket goes = gone.connect();
				Socket stays = patient.connect()) {
			try {
				for (int i = 0; i < TURNS; i++) {
					others.execute(() -> this.turns.inLongTurn(() -> await(over)));
				}
				Awaitility.await().atMost(PATIENCE).until(() -> free().availablePermits() == 0);
				gone.upload(goes);
				patient.upload(stays);
				// Both files have arrived as a whole
				Awaitility.await().atMost(PATIENCE).until(() -> free().getQueueLength() == 2);
				leave(goes);
			}
			finally {
				over.countDown();
			}
			Awaitility.await().atMost(PATIENCE).until(() -> uploads(422) > refused);
			Awaitility.await().atMost(PATIENCE).until(() -> imports(patient) == 1);
			assertThat(imports(gone)).isZero();
		}
	}

	private static void leave(Socket socket) throws IOException {
		socket.close();
	}

	private Semaphore free() {
		return (Semaphore) ReflectionTestUtils.getField(this.turns, "turns");
	}

	private static boolean await(CountDownLatch latch) {
		try {
			latch.await();
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private long uploads(int status) {
		return this.meters.find("http.server.requests")
			.tags("uri", "/import", "method", "POST", "status", String.valueOf(status))
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private int imports(Reader reader) {
		return this.jdbc.sql("SELECT count(*) FROM imports JOIN users USING (user_id) WHERE email = ?")
			.param(reader.email)
			.query(Integer.class)
			.single();
	}

	/** A reader whose requests are written to a socket by hand. */
	private final class Reader {

		private final String email = UUID.randomUUID() + "@example.org";

		private final String cookie;

		private final String csrf;

		private Reader() {
			Browser browser = new Browser(AbandonedUploadTests.this.environment);
			browser.register(this.email, "lubię stare mapy i herbatę");
			this.csrf = browser.open("/import").csrf();
			this.cookie = browser.cookie("chronobook").orElseThrow().getValue();
		}

		private Socket connect() throws IOException {
			return new Socket(InetAddress.getLoopbackAddress(),
					AbandonedUploadTests.this.environment.getRequiredProperty("local.server.port", Integer.class));
		}

		private void upload(Socket socket) throws IOException {
			String body = """
					--boundary
					Content-Disposition: form-data; name="_csrf"

					%s
					--boundary
					Content-Disposition: form-data; name="file"; filename="historia.csv"

					%s
					--boundary--
					""".formatted(this.csrf, HistoryFile.goodreads(50)).replace("\n", "\r\n");
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			String head = """
					POST /import HTTP/1.1
					Host: localhost
					Cookie: chronobook=%s
					Content-Type: multipart/form-data; boundary=boundary
					Content-Length: %d

					""".formatted(this.cookie, bytes.length).replace("\n", "\r\n");
			OutputStream out = socket.getOutputStream();
			out.write(head.getBytes(StandardCharsets.US_ASCII));
			out.write(bytes);
			out.flush();
		}

	}

}
