package pl.chronobook.sync.forward;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;

import pl.chronobook.sync.DeviceId;
import pl.chronobook.sync.ReportQueued;
import pl.chronobook.sync.forward.ForwardedReports.DueReport;

/**
 * Delivers progress reports to the readers' own sync servers: at once when one is queued,
 * and later when a server did not answer. No transaction is open during a request.
 */
@Component
class ReportForwarder {

	private final ForwardedReports reports;

	private final ServerKeys keys;

	private final SyncServer server;

	private final MeterRegistry meters;

	ReportForwarder(ForwardedReports reports, ServerKeys keys, SyncServer server, MeterRegistry meters) {
		this.reports = reports;
		this.keys = keys;
		this.server = server;
		this.meters = meters;
		// Registers the counters at zero, so that Prometheus sees the first event of a
		// state as an increase
		for (ForwardingState state : ForwardingState.values()) {
			forwarded(state);
		}
	}

	/**
	 * Idempotent: it delivers what is still queued, so an event delivered twice is
	 * harmless.
	 */
	@ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED)
	void on(ReportQueued event) {
		deliver(event.device());
	}

	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void catchUp() {
		deliver(null);
	}

	@Scheduled(cron = "0 57 3 * * *")
	void purge() {
		this.reports.purge();
	}

	private void deliver(@Nullable DeviceId device) {
		for (List<DueReport> due = this.reports.claim(device); !due.isEmpty(); due = this.reports.claim(device)) {
			for (DueReport report : due) {
				ForwardingState state = this.keys.open(report.key())
					.map((key) -> this.server.update(report.server(), report.login(), key, report.body()))
					.orElse(ForwardingState.KEY_LOST);
				this.reports.settle(report, state);
				forwarded(state).increment();
			}
		}
	}

	private Counter forwarded(ForwardingState state) {
		return this.meters.counter("chronobook.sync.forwarded", "state", state.name());
	}

}
