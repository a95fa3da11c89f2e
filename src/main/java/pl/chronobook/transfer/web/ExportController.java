package pl.chronobook.transfer.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.transfer.domain.HistoryExport;

@Controller
class ExportController {

	private final HistoryExport export;

	private final Readers readers;

	private final Clock clock;

	ExportController(HistoryExport export, Readers readers, Clock clock) {
		this.export = export;
		this.readers = readers;
		this.clock = clock;
	}

	@GetMapping("/transfer/export")
	void export(@CurrentReader ReaderId reader, HttpServletResponse response) throws IOException {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), this.readers.get(reader).zone());
		Download.csv(response, "chronobook-%s.csv".formatted(today));
		this.export.write(reader, response.getWriter());
	}

	/**
	 * The headers of a file that is saved, not shown.
	 */
	static final class Download {

		private Download() {
		}

		static void csv(HttpServletResponse response, String fileName) {
			response.setContentType("text/csv");
			response.setCharacterEncoding(StandardCharsets.UTF_8.name());
			response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(fileName).build().toString());
		}

	}

}
