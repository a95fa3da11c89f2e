package pl.chronobook.forecast.web;

import java.time.Duration;
import java.util.Optional;

import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import pl.chronobook.forecast.feed.Feeds;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;

/**
 * Serves finish dates to calendar programs: the page on which a reader creates or revokes
 * the secret address, and the address itself, which works without signing in.
 */
@Controller
@RequestMapping("/forecast/feed")
class FeedController {

	private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

	private final Feeds feeds;

	private final Forecasts forecasts;

	private final ReadingHistory history;

	private final Readers readers;

	private final MessageSource messages;

	FeedController(Feeds feeds, Forecasts forecasts, ReadingHistory history, Readers readers, MessageSource messages) {
		this.feeds = feeds;
		this.forecasts = forecasts;
		this.history = history;
		this.readers = readers;
		this.messages = messages;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		model.addAttribute("since",
				this.feeds.since(reader).map(since -> since.atZone(this.readers.get(reader).zone())).orElse(null));
		return "forecast/feed";
	}

	@PostMapping
	@FreshSignIn(returnTo = "/forecast/feed")
	String renew(@CurrentReader ReaderId reader, RedirectAttributes redirect) {
		String address = ServletUriComponentsBuilder.fromCurrentContextPath()
			.path("/forecast/feed/{secret}.ics")
			.buildAndExpand(this.feeds.renew(reader))
			.toUriString();
		redirect.addFlashAttribute("address", address);
		redirect.addFlashAttribute("subscription", address.replaceFirst("^https?:", "webcal:"));
		return "redirect:/forecast/feed";
	}

	@PostMapping("/revoke")
	String revoke(@CurrentReader ReaderId reader, RedirectAttributes redirect) {
		this.feeds.revoke(reader);
		redirect.addFlashAttribute("toast", "forecast.toast.feed-revoked");
		return "redirect:/forecast/feed";
	}

	@GetMapping("/{secret}.ics")
	ResponseEntity<String> calendar(@PathVariable String secret, WebRequest request) {
		Optional<ReaderId> reader = this.feeds.readerOf(secret);
		if (reader.isEmpty()) {
			return ResponseEntity.notFound().build();
		}
		Optional<Snapshot> snapshot = this.forecasts.forecast(reader.get());
		if (snapshot.isEmpty()) {
			return ResponseEntity.ok().contentType(CALENDAR).body(FinishCalendar.empty());
		}
		String tag = "\"%d-%d\"".formatted(snapshot.get().revision(), snapshot.get().computedAt().toEpochMilli());
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
			.cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
			.eTag(tag);
		return request.checkNotModified(tag) ? ResponseEntity.status(304).eTag(tag).build() : answer
			.contentType(CALENDAR)
			.body(FinishCalendar.of(reader.get(), snapshot.get(), this.history.queueOf(reader.get()), this.messages));
	}

}
