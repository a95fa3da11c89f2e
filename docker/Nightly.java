import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * Runs a command every night, for compose.yaml; Kubernetes has its own CronJob. Takes the
 * time, the time zone and the command. A failed night is said and the next one awaited.
 */
final class Nightly {

	private Nightly() {
	}

	public static void main(String[] arguments) throws Exception {
		LocalTime time = LocalTime.parse(arguments[0]);
		ZoneId zone = ZoneId.of(arguments[1]);
		while (true) {
			ZonedDateTime now = ZonedDateTime.now(zone);
			ZonedDateTime next = next(now, time);
			System.out.println("Next run at " + next);
			Thread.sleep(Duration.between(now, next));
			Process process = new ProcessBuilder(Arrays.copyOfRange(arguments, 2, arguments.length)).inheritIO()
				.start();
			Thread stop = new Thread(process::destroy);
			Runtime.getRuntime().addShutdownHook(stop);
			System.out.println("Ended with status " + process.waitFor());
			Runtime.getRuntime().removeShutdownHook(stop);
		}
	}

	/** The first such time after now; a time that a night in March leaves out is an hour later. */
	static ZonedDateTime next(ZonedDateTime now, LocalTime time) {
		ZonedDateTime today = now.toLocalDate().atTime(time).atZone(now.getZone());
		return today.isAfter(now) ? today : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone());
	}

}
