package pl.chronobook.api.web;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.transfer.HistoryArchive;
import pl.chronobook.transfer.HistoryImports;
import pl.chronobook.transfer.HistoryImports.Added;
import pl.chronobook.transfer.HistoryImports.ImportReport;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Imports and export")
class ImportsApi {

	private final HistoryImports imports;

	private final HistoryArchive archive;

	ImportsApi(HistoryImports imports, HistoryArchive archive) {
		this.imports = imports;
		this.archive = archive;
	}

	@PostMapping(path = "/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "uploadImport", summary = "Upload a history",
			description = "Any file that the page of imports reads. It waits until it is confirmed, and takes the "
					+ "place of one that waits already, so a repeated upload does no harm.")
	@ApiResponse(responseCode = "201", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "413")
	@ApiResponse(responseCode = "503")
	ImportView upload(@CurrentReader ReaderId reader, @RequestPart MultipartFile file) {
		return ImportView.of(this.imports.upload(reader, Objects.requireNonNullElse(file.getOriginalFilename(), ""),
				file.getSize(), file));
	}

	@GetMapping(path = "/imports", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listImports", summary = "The newest imports")
	Page<ImportView> imports(@CurrentReader ReaderId reader) {
		return new Page<>(this.imports.recent(reader).stream().map(ImportView::of).toList(), null);
	}

	@GetMapping(path = "/imports/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "getImport", summary = "How far an import is")
	ImportView status(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		return ImportView.of(this.imports.report(reader, new ImportId(id)));
	}

	@PostMapping(path = "/imports/{id}/confirm", produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(operationId = "confirmImport", summary = "Carry out an import",
			description = "The import runs in the background. Confirming again changes nothing. A file that raises "
					+ "questions (409) is confirmed on the page of the import.")
	@ApiResponse(responseCode = "202", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "409")
	@ApiResponse(responseCode = "503")
	ImportView confirm(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		ImportId importId = new ImportId(id);
		if (!this.imports.confirm(reader, importId)) {
			throw new UnansweredQuestionsException();
		}
		return ImportView.of(this.imports.report(reader, importId));
	}

	@GetMapping(path = "/export", produces = "application/zip")
	@Operation(operationId = "export", summary = "Everything the reader has, as one ZIP",
			description = "Can be imported as it is. Needs a token with the scope ALL.")
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
	void export(@CurrentReader ReaderId reader, HttpServletResponse response) throws IOException {
		response.setContentType("application/zip");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename("chronobook.zip").build().toString());
		this.archive.writeArchive(reader, response.getOutputStream());
	}

	/** An import, as JSON. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Import")
	record ImportView(@Schema(example = "0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c50") UUID id,
			@Schema(example = "[\"goodreads_library_export.csv\"]") List<String> files,
			@Schema(example = "DONE") ImportState state, @Schema(example = "2027-03-14T12:00:00Z") Instant uploadedAt,
			@Nullable AddedView added, @Schema(example = "0") int rejectedRows) {

		static ImportView of(ImportReport report) {
			Added added = report.added();
			return new ImportView(report.id().value(), report.files(), report.state(), report.uploadedAt(),
					(added != null) ? new AddedView(added.books(), added.readings(), added.sessions()) : null,
					report.rejectedRows());
		}

	}

	/** The additions of an import, as JSON. */
	@Schema(name = "ImportedAmounts")
	record AddedView(@Schema(example = "41") int books, @Schema(example = "17") int readings,
			@Schema(example = "0") int sessions) {
	}

	/** The file raises questions that only its reader can answer, on a page. */
	static final class UnansweredQuestionsException extends RuntimeException {

	}

}
