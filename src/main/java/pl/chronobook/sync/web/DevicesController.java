package pl.chronobook.sync.web;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.QrCode;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.sync.DeviceId;
import pl.chronobook.sync.domain.Credential;
import pl.chronobook.sync.domain.Device;
import pl.chronobook.sync.domain.DeviceKind;
import pl.chronobook.sync.domain.Devices;
import pl.chronobook.sync.domain.Documents;
import pl.chronobook.sync.domain.NoSuchDocumentException;
import pl.chronobook.sync.domain.PendingDocument;
import pl.chronobook.sync.domain.StatisticsFile;
import pl.chronobook.sync.domain.StatisticsFiles;
import pl.chronobook.sync.forward.Forwarding;
import pl.chronobook.sync.forward.Forwardings;
import pl.chronobook.transfer.DeviceStatistics;

/**
 * The pages on which readers add and remove devices and pair documents with books.
 */
@Controller
@RequestMapping("/account/devices")
class DevicesController {

	/**
	 * The number of books that a document can be paired with: those being read, then the
	 * next ones.
	 */
	private static final int OFFERED_BOOKS = 100;

	private final Devices devices;

	private final Forwardings forwardings;

	private final Documents documents;

	private final StatisticsFiles files;

	private final DeviceStatistics statistics;

	private final ReadingHistory history;

	private final Readers readers;

	DevicesController(Devices devices, Forwardings forwardings, Documents documents, StatisticsFiles files,
			DeviceStatistics statistics, ReadingHistory history, Readers readers) {
		this.devices = devices;
		this.forwardings = forwardings;
		this.documents = documents;
		this.files = files;
		this.statistics = statistics;
		this.history = history;
		this.readers = readers;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		return show(reader, model);
	}

	/**
	 * Shows the credential in the response to the POST, because a redirect would have to
	 * store it.
	 */
	@PostMapping
	@FreshSignIn(returnTo = "/account/devices")
	String add(@CurrentReader ReaderId reader, @Valid @ModelAttribute("form") DeviceForm form, BindingResult errors,
			Model model, HttpServletResponse response) {
		response.setHeader("Cache-Control", "no-store");
		form.validate(errors);
		Optional<Credential> credential = errors.hasErrors() ? Optional.empty()
				: this.devices.add(reader, form.name(), form.chosenKind());
		if (credential.isEmpty()) {
			if (!errors.hasErrors()) {
				errors.rejectValue("name", "sync.device.limit", new Object[] { Devices.LIMIT }, null);
			}
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return show(reader, model);
		}
		model.addAttribute("kind", form.chosenKind());
		model.addAttribute("form", DeviceForm.EMPTY);
		String server = ServletUriComponentsBuilder.fromCurrentContextPath().path("/sync/koreader").toUriString();
		model.addAttribute("credential", credential.get());
		model.addAttribute("server", server);
		model.addAttribute("webdav",
				ServletUriComponentsBuilder.fromCurrentContextPath().path(WebDavController.ROOT).toUriString());
		model.addAttribute("code",
				QrCode.of(server + "\n" + credential.get().login() + "\n" + credential.get().password()));
		return show(reader, model);
	}

	@PostMapping("/{id}/remove")
	@FreshSignIn(returnTo = "/account/devices")
	String remove(@CurrentReader ReaderId reader, @PathVariable DeviceId id, RedirectAttributes next) {
		this.devices.remove(reader, id);
		next.addFlashAttribute("toast", "sync.toast.device-removed");
		return "redirect:/account/devices";
	}

	@GetMapping("/books")
	String books(@CurrentReader ReaderId reader, Model model) {
		ZoneId zone = this.readers.get(reader).zone();
		List<PendingView> pending = this.documents.pending(reader)
			.stream()
			.map(document -> new PendingView(document, document.reportedAt().atZone(zone)))
			.toList();
		model.addAttribute("pending", pending);
		model.addAttribute("books", this.history.queueOf(reader, 0, OFFERED_BOOKS));
		if (!model.containsAttribute("pairingForm")) {
			model.addAttribute("pairingForm", new PairingForm(null, null));
		}
		return "sync/books";
	}

	@PostMapping("/books")
	String pair(@CurrentReader ReaderId reader, @ModelAttribute PairingForm form, BindingResult errors,
			RedirectAttributes next) {
		Optional<EntryId> entry = form.chosenEntry(errors);
		if (entry.isEmpty()) {
			if (this.documents.pending(reader)
				.stream()
				.noneMatch(pending -> pending.document().equals(form.document()))) {
				throw new NoSuchDocumentException();
			}
			errors.getModel().forEach(next::addFlashAttribute);
			return "redirect:/account/devices/books";
		}
		this.documents.pair(reader, form.document(), entry.get());
		next.addFlashAttribute("toast", "sync.toast.paired");
		return "redirect:/account/devices/books";
	}

	private String show(ReaderId reader, Model model) {
		ZoneId zone = this.readers.get(reader).zone();
		Map<DeviceId, Forwarding> forwarded = this.forwardings.of(reader)
			.stream()
			.collect(Collectors.toMap(Forwarding::device, Function.identity()));
		model.addAttribute("devices",
				this.devices.of(reader)
					.stream()
					.map(device -> new DeviceView(device, local(device.createdAt(), zone),
							local(device.lastSeenAt(), zone), forwarded.get(device.id())))
					.toList());
		model.addAttribute("kinds", DeviceKind.values());
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", DeviceForm.EMPTY);
		}
		model.addAttribute("pending", this.documents.pending(reader).size());
		model.addAttribute("waiting", this.statistics.waiting(reader).orElse(null));
		model.addAttribute("uploaded", this.files.newest(reader).map(file -> UploadView.of(file, zone)).orElse(null));
		return "sync/devices";
	}

	private static @Nullable ZonedDateTime local(@Nullable Instant moment, ZoneId zone) {
		return (moment != null) ? moment.atZone(zone) : null;
	}

	/**
	 * The form that pairs a document with a book.
	 *
	 * @param document the device's name of the document
	 * @param entry the id of the book's entry on the list, as it was chosen
	 */
	record PairingForm(String document, String entry) implements Serializable {

		PairingForm(@Nullable String document, @Nullable String entry) {
			this.document = Objects.requireNonNullElse(document, "");
			this.entry = Objects.requireNonNullElse(entry, "");
		}

		/** Returns the chosen entry; or nothing, with the reason in {@code errors}. */
		Optional<EntryId> chosenEntry(Errors errors) {
			try {
				return Optional.of(EntryId.of(this.entry));
			}
			catch (IllegalArgumentException ex) {
				errors.rejectValue("entry", "sync.book.none");
				return Optional.empty();
			}
		}

	}

	/**
	 * A device with its times in the reader's zone.
	 *
	 * @param device the device
	 * @param since the moment of its creation
	 * @param seen the moment of its last request; null if there was none
	 * @param forwarding the server to which its progress reports are forwarded; null
	 * without one
	 */
	record DeviceView(Device device, @Nullable ZonedDateTime since, @Nullable ZonedDateTime seen,
			@Nullable Forwarding forwarding) {
	}

	/**
	 * The statistics that were uploaded last, with their time in the reader's zone.
	 *
	 * @param at the moment of the upload
	 * @param unreadable whether they could not be imported
	 */
	record UploadView(ZonedDateTime at, boolean unreadable) {

		static UploadView of(StatisticsFile file, ZoneId zone) {
			return new UploadView(file.modifiedAt().atZone(zone), file.unreadable());
		}

	}

	/**
	 * A document with its time in the reader's zone.
	 *
	 * @param document the document
	 * @param at the moment of the last report
	 */
	record PendingView(PendingDocument document, ZonedDateTime at) {
	}

}
