import java.net.HttpURLConnection;
import java.net.URI;

/** Exits with 0 if the address answers 200: a health check for an image without a shell. */
final class Health {

	private Health() {
	}

	public static void main(String[] arguments) throws Exception {
		HttpURLConnection connection = (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
		connection.setConnectTimeout(2000);
		connection.setReadTimeout(6000);
		System.exit((connection.getResponseCode() == 200) ? 0 : 1);
	}

}
