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
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.transfer.outgoing.HistoryExport;

@Controller
@FreshSignIn
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
		Download.csv(response, name(reader, "chronobook-%s.csv"));
		this.export.write(reader, response.getWriter());
	}

	@GetMapping("/transfer/export/goodreads")
	void exportForGoodreads(@CurrentReader ReaderId reader, HttpServletResponse response) throws IOException {
		Download.csv(response, name(reader, "chronobook-goodreads-%s.csv"));
		this.export.writeForGoodreads(reader, response.getWriter());
	}

	@GetMapping("/transfer/export.zip")
	void exportArchive(@CurrentReader ReaderId reader, HttpServletResponse response) throws IOException {
		Download.of(response, "application/zip", name(reader, "chronobook-%s.zip"));
		this.export.writeArchive(reader, response.getOutputStream());
	}

	private String name(ReaderId reader, String pattern) {
		return pattern.formatted(LocalDate.ofInstant(this.clock.instant(), this.readers.get(reader).zone()));
	}

	/**
	 * Sets the headers of a file that the browser saves instead of showing it.
	 */
	static final class Download {

		private Download() {
		}

		static void csv(HttpServletResponse response, String fileName) {
			response.setCharacterEncoding(StandardCharsets.UTF_8.name());
			of(response, "text/csv", fileName);
		}

		static void of(HttpServletResponse response, String type, String fileName) {
			response.setContentType(type);
			response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(fileName).build().toString());
		}

	}

}
