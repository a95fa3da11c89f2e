package pl.chronobook.notification.web;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.BrowserNames;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.SecurityJournal;
import pl.chronobook.notification.SubscriptionId;
import pl.chronobook.notification.WebhookId;
import pl.chronobook.notification.domain.Browser;
import pl.chronobook.notification.domain.Channels;
import pl.chronobook.notification.domain.Delivery;
import pl.chronobook.notification.domain.NotificationSettings;
import pl.chronobook.notification.domain.Notifications;
import pl.chronobook.notification.domain.Preferences;
import pl.chronobook.notification.domain.Webhook;
import pl.chronobook.notification.outbound.WebhookSecret;
import pl.chronobook.outbound.OutboundHttp;
import pl.chronobook.outbound.RefusedAddressException;

/**
 * The page on which a reader chooses the events to be notified of, and the channels.
 */
@Controller
@RequestMapping("/account/notifications")
class NotificationsController {

	private static final String HERE = "/account/notifications";

	private static final String BACK = "redirect:" + HERE;

	private static final String PREFERENCES = "preferences";

	private static final String WEBHOOK = "webhook";

	private static final Locale POLISH = Locale.of("pl", "PL");

	private final NotificationSettings settings;

	private final Channels channels;

	private final Notifications notifications;

	private final OutboundHttp http;

	private final Readers readers;

	private final BrowserNames names;

	private final SecurityJournal journal;

	private final MessageSource messages;

	NotificationsController(NotificationSettings settings, Channels channels, Notifications notifications,
			OutboundHttp http, Readers readers, BrowserNames names, SecurityJournal journal, MessageSource messages) {
		this.settings = settings;
		this.channels = channels;
		this.notifications = notifications;
		this.http = http;
		this.readers = readers;
		this.names = names;
		this.journal = journal;
		this.messages = messages;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		return show(reader, model);
	}

	@PostMapping("/preferences")
	String choose(@CurrentReader ReaderId reader, @Valid @ModelAttribute(PREFERENCES) PreferencesForm form,
			BindingResult result, RedirectAttributes next) {
		Optional<Preferences> chosen = result.hasErrors() ? Optional.empty() : form.read(result);
		if (chosen.isEmpty()) {
			return refused(result, next);
		}
		this.settings.choose(reader, chosen.get());
		return done("notification.saved", next);
	}

	/**
	 * Adds a browser by the subscription that the page's script has requested from it.
	 */
	@PostMapping("/browsers")
	String addBrowser(@CurrentReader ReaderId reader, BrowserForm form,
			@RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String browser,
			RedirectAttributes next) {
		Optional<BrowserForm.Subscription> subscription = form.read(this::address)
			.filter(read -> this.http.mayCall(read.endpoint()));
		if (subscription.isEmpty()) {
			return done("notification.browser.unusable", next);
		}
		String name = this.names.of(browser);
		boolean added = this.channels.addBrowser(reader,
				name.isEmpty() ? this.messages.getMessage("notification.browser.unknown", null, POLISH) : name,
				subscription.get().endpoint(), subscription.get().keys());
		return done(added ? "notification.browser.added" : "notification.browser.too-many", next);
	}

	@PostMapping("/browsers/{id}/test")
	String testBrowser(@CurrentReader ReaderId reader, @PathVariable SubscriptionId id, RedirectAttributes next) {
		return tested(this.notifications.test(reader, id), next);
	}

	@PostMapping("/browsers/{id}/remove")
	String removeBrowser(@CurrentReader ReaderId reader, @PathVariable SubscriptionId id, RedirectAttributes next) {
		this.channels.remove(reader, id);
		return done("notification.browser.removed", next);
	}

	/**
	 * Adds a webhook. The answer itself shows the secret, so that no flash attribute
	 * stores it.
	 */
	@PostMapping("/webhooks")
	@FreshSignIn(returnTo = HERE)
	String addWebhook(@CurrentReader ReaderId reader, @Valid @ModelAttribute(WEBHOOK) WebhookForm form,
			BindingResult result, HttpServletResponse response, Model model, RedirectAttributes next) {
		Optional<URI> address = result.hasErrors() ? Optional.empty() : address(form.address());
		if (address.isEmpty()) {
			result.rejectValue("address", "notification.webhook.address");
			return refused(result, next);
		}
		if (!this.http.mayCall(address.get())) {
			boolean secure = "https".equalsIgnoreCase(address.get().getScheme());
			result.rejectValue("address", secure ? "notification.webhook.private" : "notification.webhook.address");
			return refused(result, next);
		}
		Optional<WebhookSecret> secret = this.channels.addWebhook(reader, address.get());
		if (secret.isEmpty()) {
			result.rejectValue("address", "notification.webhook.too-many");
			return refused(result, next);
		}
		this.journal.webhookAdded(reader);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		model.addAttribute("secret", secret.get().text());
		model.addAttribute(WEBHOOK, WebhookForm.EMPTY);
		return show(reader, model);
	}

	@PostMapping("/webhooks/{id}/test")
	String testWebhook(@CurrentReader ReaderId reader, @PathVariable WebhookId id, RedirectAttributes next) {
		return tested(this.notifications.test(reader, id), next);
	}

	@PostMapping("/webhooks/{id}/enable")
	String enableWebhook(@CurrentReader ReaderId reader, @PathVariable WebhookId id, RedirectAttributes next) {
		this.channels.enable(reader, id);
		return done("notification.webhook.enabled", next);
	}

	@PostMapping("/webhooks/{id}/remove")
	String removeWebhook(@CurrentReader ReaderId reader, @PathVariable WebhookId id, RedirectAttributes next) {
		this.channels.remove(reader, id);
		return done("notification.webhook.removed", next);
	}

	@GetMapping({ "/preferences", "/browsers", "/webhooks" })
	String reopenedTab() {
		return BACK;
	}

	private String show(ReaderId reader, Model model) {
		Reader account = this.readers.get(reader);
		ZoneId zone = account.zone();
		model.addAttribute("currentPath", HERE);
		model.addAttribute("demo", account.demo());
		model.addAttribute("zone", zone.getDisplayName(TextStyle.FULL, POLISH));
		model.addAttribute("pushKey", this.channels.pushKey());
		model.addAttribute("browsers",
				this.channels.browsers(reader).stream().map(browser -> BrowserRow.of(browser, zone)).toList());
		model.addAttribute("webhooks",
				this.channels.webhooks(reader).stream().map(webhook -> WebhookRow.of(webhook, zone)).toList());
		if (!model.containsAttribute(PREFERENCES)) {
			model.addAttribute(PREFERENCES, PreferencesForm.of(this.settings.of(reader)));
		}
		if (!model.containsAttribute(WEBHOOK)) {
			model.addAttribute(WEBHOOK, WebhookForm.EMPTY);
		}
		return "notification/notifications";
	}

	private Optional<URI> address(String typed) {
		try {
			return Optional.of(this.http.address(typed));
		}
		catch (RefusedAddressException ex) {
			return Optional.empty();
		}
	}

	private static String tested(boolean sent, RedirectAttributes next) {
		return done(sent ? "notification.tested" : "notification.tested-too-often", next);
	}

	private static String refused(BindingResult result, RedirectAttributes next) {
		result.getModel().forEach(next::addFlashAttribute);
		return BACK;
	}

	private static String done(String toast, RedirectAttributes next) {
		next.addFlashAttribute("toast", toast);
		return BACK;
	}

	/**
	 * A browser with its times in the reader's zone.
	 *
	 * @param browser the browser
	 * @param since the time at which it was added
	 * @param last the last message to it; null before the first
	 */
	record BrowserRow(Browser browser, ZonedDateTime since, @Nullable DeliveryRow last) {

		static BrowserRow of(Browser browser, ZoneId zone) {
			Delivery last = browser.last();
			return new BrowserRow(browser, browser.createdAt().atZone(zone),
					(last != null) ? DeliveryRow.of(last, zone) : null);
		}

	}

	/**
	 * A webhook with its times in the reader's zone.
	 *
	 * @param webhook the webhook
	 * @param disabled the time at which it was disabled; null while it is enabled
	 * @param last the last messages to it, newest first
	 */
	record WebhookRow(Webhook webhook, @Nullable ZonedDateTime disabled, List<DeliveryRow> last) {

		static WebhookRow of(Webhook webhook, ZoneId zone) {
			Instant disabled = webhook.disabledAt();
			return new WebhookRow(webhook, (disabled != null) ? disabled.atZone(zone) : null,
					webhook.last().stream().map(delivery -> DeliveryRow.of(delivery, zone)).toList());
		}

	}

	/**
	 * A delivery with its time in the reader's zone.
	 *
	 * @param delivery the delivery
	 * @param at the time at which it was sent last; null before the first attempt
	 */
	record DeliveryRow(Delivery delivery, @Nullable ZonedDateTime at) {

		static DeliveryRow of(Delivery delivery, ZoneId zone) {
			Instant at = delivery.attemptedAt();
			return new DeliveryRow(delivery, (at != null) ? at.atZone(zone) : null);
		}

	}

}
