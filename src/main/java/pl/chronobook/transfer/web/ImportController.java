package pl.chronobook.transfer.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.RejectedRows;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.format.mapped.ColumnMapping.Meaning;
import pl.chronobook.transfer.format.mapped.PastedTable;
import pl.chronobook.transfer.format.pasted.PastedTitles;
import pl.chronobook.transfer.history.AssumedLength;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.incoming.HistoryImport;
import pl.chronobook.transfer.incoming.ImportStatus;
import pl.chronobook.transfer.incoming.ImportsBusyException;
import pl.chronobook.transfer.incoming.Preview;

/**
 * The pages to upload, preview, import and undo. An import has one address in all states,
 * so that reloading always shows its current state.
 */
@Controller
@RequestMapping("/import")
class ImportController {

	private static final String FORM = "transfer/import";

	private final HistoryImport imports;

	private final Readers readers;

	private final MessageSourceAccessor messages;

	ImportController(HistoryImport imports, Readers readers, MessageSource messages) {
		this.imports = imports;
		this.readers = readers;
		this.messages = new MessageSourceAccessor(messages);
	}

	@GetMapping({ "", "/at-once" })
	String form(@CurrentReader ReaderId reader,
			@RequestAttribute(name = UploadLimitFilter.TOO_LARGE, required = false) @Nullable FileProblem tooLarge,
			Model model, HttpServletResponse response) {
		if (tooLarge != null) {
			return refuse(reader, new Refusal(tooLarge, "", ""), null, model, response);
		}
		return form(reader, model);
	}

	@PostMapping
	String upload(@CurrentReader ReaderId reader,
			@RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
			@RequestParam(required = false) @Nullable String titles) {
		return "redirect:/import/"
				+ this.imports.upload(reader, (titles != null) ? pasted(titles, "") : uploads(files)).value();
	}

	/**
	 * Imports a guest's history without a preview, so that the first date appears
	 * immediately. Files that need an explanation or a choice lead to the preview. Most
	 * pasted lists have no history; the forecast takes the assumed pace from the same
	 * form.
	 * @param bookPages the length of the books whose length the pasted text does not name
	 */
	@PostMapping("/at-once")
	String uploadAtOnce(@CurrentReader ReaderId reader,
			@RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
			@RequestParam(required = false) @Nullable String titles, @RequestParam(defaultValue = "") String bookPages,
			@RequestParam(defaultValue = "") String pagesPerWeek) {
		if (!this.readers.get(reader).guest()) {
			return "redirect:/import";
		}
		ImportId id = this.imports.upload(reader, (titles != null) ? pasted(titles, bookPages) : uploads(files));
		if (!this.imports.carryOutNow(reader, id)) {
			return "redirect:/import/" + id.value();
		}
		return pagesPerWeek.isBlank() ? "redirect:/" : "forward:/forecast/assumption";
	}

	/**
	 * Returns a list as a table; a pasted table with a history is one already. What would
	 * be refused in either is refused before the text is looked at.
	 */
	private List<Upload> pasted(String titles, String bookPages) {
		if (titles.length() > Limits.MAX_PASTED_CHARACTERS) {
			throw new UnreadableFileException(FileProblem.PASTED_TOO_LONG);
		}
		String name = this.messages.getMessage("transfer.pasted");
		String tag = this.messages.getMessage("transfer.pasted.assumed-length");
		AssumedLength assumed = AssumedLength.typed(bookPages, tag).orElse(null);
		if (ColumnMapping.isHeaderOfHistory(titles.stripLeading().lines().findFirst().orElse(""))) {
			return List.of(PastedTable.file(titles, name, assumed));
		}
		return List.of(PastedTitles.table(titles, name, assumed));
	}

	private static List<Upload> uploads(@Nullable List<MultipartFile> files) {
		List<Upload> uploads = new ArrayList<>();
		for (MultipartFile file : (files != null) ? files : List.<MultipartFile>of()) {
			String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
			if (!name.isBlank() || !file.isEmpty()) {
				uploads.add(new Upload(name, file.getSize(), file));
			}
		}
		return uploads;
	}

	@ExceptionHandler
	String refused(UnreadableFileException problem, @CurrentReader ReaderId reader, HttpServletRequest request,
			Model model, HttpServletResponse response) {
		return refuse(reader, new Refusal(problem.problem(), problem.detail(), problem.file()), request, model,
				response);
	}

	@ExceptionHandler
	String busy(ImportsBusyException problem, @CurrentReader ReaderId reader, HttpServletRequest request, Model model,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		boolean pasted = keepTyped(reader, request, model);
		model.addAttribute(pasted ? "titlesProblem" : "problem", this.messages.getMessage("transfer.busy"));
		return form(reader, model);
	}

	/**
	 * Puts a pasted list back into its form.
	 * @return whether there was one
	 */
	private boolean keepTyped(ReaderId reader, HttpServletRequest request, Model model) {
		String titles = request.getParameter("titles");
		if (titles != null) {
			model.addAttribute("typedTitles", titles);
			model.addAttribute("typedBookPages", request.getParameter("bookPages"));
			model.addAttribute("typedPagesPerWeek", request.getParameter("pagesPerWeek"));
			model.addAttribute("guest", this.readers.get(reader).guest());
		}
		return titles != null;
	}

	/**
	 * Shows an import: its preview with the given choices, its progress, or its result.
	 */
	@GetMapping("/{id}")
	String show(@CurrentReader ReaderId reader, @PathVariable ImportId id, Decisions decisions, HtmxRequest htmx,
			Model model, HttpServletResponse response) {
		response.addHeader(HttpHeaders.VARY, "HX-Request");
		ImportStatus status = this.imports.status(reader, id);
		boolean looking = htmx.isHtmxRequest() && !htmx.isBoosted() && !htmx.isHistoryRestoreRequest();
		if (status.state() != ImportState.WAITING) {
			return status(reader, status, model) + (looking ? " :: status" : "");
		}
		Preview preview = this.imports.preview(reader, id, decisions.choices());
		if (!preview.questions().isEmpty()) {
			model.addAttribute("id", id);
			model.addAttribute("question", preview.questions().getFirst());
			model.addAttribute("meanings", Arrays.stream(Meaning.values()).filter(Meaning::isAsked).toList());
			return "transfer/columns";
		}
		// Browsers ignore noscript in content that a script inserts
		model.addAttribute("scripted", looking);
		model.addAttribute("preview", PreviewPage.of(preview, decisions.choices(), this.messages));
		return looking ? "transfer/preview :: recounted" : "transfer/preview";
	}

	@PostMapping("/{id}")
	String confirm(@CurrentReader ReaderId reader, @PathVariable ImportId id, Decisions decisions) {
		this.imports.confirm(reader, id, decisions.choices());
		return "redirect:/import/" + id;
	}

	/** Shows the preview with choices, for browsers without scripts. */
	@PostMapping("/{id}/choices")
	String choose(@CurrentReader ReaderId reader, @PathVariable ImportId id, Decisions decisions,
			RedirectAttributes redirect) {
		this.imports.status(reader, id);
		decisions.addTo(redirect);
		return "redirect:/import/" + id;
	}

	/** Stores the meaning of the columns of a table: one parameter for each meaning. */
	@PostMapping("/{id}/columns")
	String explain(@CurrentReader ReaderId reader, @PathVariable ImportId id,
			@RequestParam(defaultValue = "1") int file, @RequestParam Map<String, String> parameters,
			RedirectAttributes redirect) {
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		for (Meaning meaning : Meaning.values()) {
			String column = parameters.getOrDefault(meaning.name(), "");
			if (column.matches("\\d{1,4}")) {
				columns.put(meaning, Integer.valueOf(column));
			}
		}
		if (!this.imports.explain(reader, id, file, new ColumnMapping(columns))) {
			redirect.addFlashAttribute("problem", this.messages.getMessage("transfer.columns.no-title"));
		}
		return "redirect:/import/" + id;
	}

	@PostMapping("/{id}/undo")
	String undo(@CurrentReader ReaderId reader, @PathVariable ImportId id) {
		this.imports.undo(reader, id);
		return "redirect:/import/" + id;
	}

	@PostMapping("/{id}/discard")
	String discard(@CurrentReader ReaderId reader, @PathVariable ImportId id, RedirectAttributes redirect) {
		this.imports.discard(reader, id);
		redirect.addFlashAttribute("toast", "transfer.toast.discarded");
		return "redirect:/import";
	}

	@GetMapping("/{id}/rejected.csv")
	void rejected(@CurrentReader ReaderId reader, @PathVariable ImportId id, @RequestParam(defaultValue = "1") int file,
			Decisions decisions, HttpServletResponse response) throws IOException {
		RejectedRows.Texts texts = new RejectedRows.Texts(this.messages.getMessage("transfer.rejected.line"),
				this.messages.getMessage("transfer.rejected.reason"),
				problem -> this.messages.getMessage("transfer.row." + problem));
		this.imports.writeRejected(reader, id, file, decisions.choices(), texts, () -> {
			ExportController.Download.csv(response, "chronobook-odrzucone.csv");
			return response.getOutputStream();
		});
	}

	private String status(ReaderId reader, ImportStatus status, Model model) {
		model.addAttribute("status", StatusPage.of(status, this.messages));
		if (status.state() == ImportState.DONE) {
			model.addAttribute("lengthsAwaited", this.imports.lengthsAwaited(reader));
		}
		return "transfer/status";
	}

	private String form(ReaderId reader, Model model) {
		model.addAttribute("topics", HelpTopic.values());
		List<ImportStatus> recent = this.imports.recent(reader);
		recent.stream()
			.filter(status -> status.state() == ImportState.WAITING)
			.findFirst()
			.ifPresent(status -> model.addAttribute("waiting", status.id().value()));
		model.addAttribute("recent",
				recent.stream()
					.filter(status -> status.state() != ImportState.WAITING)
					.map(status -> StatusPage.of(status, this.messages))
					.toList());
		return FORM;
	}

	private String refuse(ReaderId reader, Refusal refusal, @Nullable HttpServletRequest request, Model model,
			HttpServletResponse response) {
		boolean pasted = request != null && keepTyped(reader, request, model);
		boolean tooLarge = refusal.problem() == FileProblem.TOO_LARGE
				|| refusal.problem() == FileProblem.PASTED_TOO_LONG;
		response.setStatus(tooLarge ? HttpStatus.CONTENT_TOO_LARGE.value() : HttpStatus.UNPROCESSABLE_CONTENT.value());
		String reason = this.messages.getMessage("transfer.file." + refusal.problem(),
				new Object[] { refusal.detail() });
		model.addAttribute((pasted || refusal.problem() == FileProblem.PASTED_TOO_LONG) ? "titlesProblem" : "problem",
				refusal.file().isEmpty() ? reason : refusal.file() + ": " + reason);
		return form(reader, model);
	}

	private record Refusal(FileProblem problem, String detail, String file) {
	}

	/**
	 * The form of the preview; null for questions that it did not contain.
	 *
	 * @param reader the chosen one of several readers in a file
	 * @param bulk {@code trust} or {@code doubt}: dates that many books share
	 * @param odd {@code skip} or {@code keep}: implausible sessions
	 * @param stale {@code finished} or {@code abandoned}: books that were not opened for
	 * long
	 */
	record Decisions(@Nullable String reader, @Nullable String bulk, @Nullable String odd, @Nullable String stale,
			@Nullable List<String> shelf, @Nullable List<String> place) {

		void addTo(RedirectAttributes address) {
			address.addAttribute("reader", this.reader)
				.addAttribute("bulk", this.bulk)
				.addAttribute("odd", this.odd)
				.addAttribute("stale", this.stale);
			if (this.shelf != null && this.place != null) {
				address.addAttribute("shelf", this.shelf).addAttribute("place", this.place);
			}
		}

		Choices choices() {
			return new Choices(this.reader, is(this.bulk, "trust"), is(this.odd, "skip"), is(this.stale, "abandoned"),
					shelves());
		}

		/**
		 * Returns the chosen status of each shelf; shelves without a valid one are
		 * undecided.
		 */
		private Map<String, ReadingStatus> shelves() {
			Map<String, ReadingStatus> places = new HashMap<>();
			for (int i = 0; this.shelf != null && this.place != null
					&& i < Math.min(this.shelf.size(), this.place.size()); i++) {
				for (ReadingStatus status : ReadingStatus.values()) {
					if (status.name().equals(this.place.get(i))) {
						places.put(this.shelf.get(i), status);
					}
				}
			}
			return places;
		}

		private static @Nullable Boolean is(@Nullable String value, String yes) {
			return (value != null) ? (Boolean) value.equals(yes) : null;
		}

	}

}
