package pl.chronobook.transfer.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.domain.FileProblem;
import pl.chronobook.transfer.domain.HistoryImport;
import pl.chronobook.transfer.domain.ImportId;
import pl.chronobook.transfer.domain.UnreadableFileException;

/**
 * Upload, preview, import: a page for each step, and nothing is written before the last.
 */
@Controller
@RequestMapping("/import")
class ImportController {

	private static final String FORM = "transfer/import";

	private final HistoryImport imports;

	private final MessageSourceAccessor messages;

	ImportController(HistoryImport imports, MessageSource messages) {
		this.imports = imports;
		this.messages = new MessageSourceAccessor(messages);
	}

	@GetMapping
	String form(@CurrentReader ReaderId reader,
			@RequestAttribute(name = UploadLimitFilter.TOO_LARGE, required = false) @Nullable Boolean tooLarge,
			Model model, HttpServletResponse response) {
		if (tooLarge != null) {
			return refuse(reader, FileProblem.TOO_LARGE, "", model, response);
		}
		return form(reader, model);
	}

	@PostMapping
	String upload(@CurrentReader ReaderId reader, @RequestParam @Nullable MultipartFile file, Model model,
			HttpServletResponse response) throws IOException {
		String name = (file != null) ? Objects.requireNonNullElse(file.getOriginalFilename(), "") : "";
		if (file == null || (name.isBlank() && file.isEmpty())) {
			return refuse(reader, FileProblem.NO_FILE, "", model, response);
		}
		try (InputStream content = file.getInputStream()) {
			return "redirect:/import/" + this.imports.upload(reader, name, content).value();
		}
		catch (UnreadableFileException ex) {
			return refuse(reader, ex.problem(), ex.detail(), model, response);
		}
	}

	/**
	 * The preview, or what was added once the file is imported.
	 */
	@GetMapping("/{id}")
	String preview(@CurrentReader ReaderId reader, @PathVariable UUID id,
			@RequestParam(name = "reader", required = false) @Nullable String person, Model model) {
		ImportId importId = new ImportId(id);
		Optional<Added> result = this.imports.result(reader, importId);
		if (result.isPresent()) {
			model.addAttribute("done", added(result.get()));
			return "transfer/done";
		}
		model.addAttribute("preview", PreviewPage.of(this.imports.preview(reader, importId, person), this.messages));
		return "transfer/preview";
	}

	@PostMapping("/{id}")
	String confirm(@CurrentReader ReaderId reader, @PathVariable UUID id,
			@RequestParam(name = "reader", required = false) @Nullable String person, RedirectAttributes redirect) {
		Optional<Added> added = this.imports.confirm(reader, new ImportId(id), person);
		if (added.isEmpty()) {
			return "redirect:/import/" + id;
		}
		redirect.addFlashAttribute("toastText", added(added.get()));
		return "redirect:/";
	}

	@PostMapping("/{id}/discard")
	String discard(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		this.imports.discard(reader, new ImportId(id));
		redirect.addFlashAttribute("toastText", "Plik odrzucony. Nic nie zostało zapisane.");
		return "redirect:/import";
	}

	@GetMapping("/{id}/rejected.csv")
	void rejected(@CurrentReader ReaderId reader, @PathVariable UUID id,
			@RequestParam(name = "reader", required = false) @Nullable String person, HttpServletResponse response)
			throws IOException {
		var rejected = this.imports.rejected(reader, new ImportId(id), person);
		ExportController.Download.csv(response, "chronobook-odrzucone.csv");
		rejected.write(problem -> this.messages.getMessage("transfer.row." + problem), response.getWriter());
	}

	private String form(ReaderId reader, Model model) {
		this.imports.waiting(reader).ifPresent(id -> model.addAttribute("waiting", id.value()));
		return FORM;
	}

	private String refuse(ReaderId reader, FileProblem problem, String detail, Model model,
			HttpServletResponse response) {
		response.setStatus((problem == FileProblem.TOO_LARGE) ? HttpStatus.CONTENT_TOO_LARGE.value()
				: HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("problem", this.messages.getMessage("transfer.file." + problem, new Object[] { detail }));
		return form(reader, model);
	}

	private String added(Added added) {
		return this.messages.getMessage("transfer.added",
				new Object[] { added.books(), added.readings(), added.sessions() });
	}

}
