package pl.chronobook.api.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
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

import pl.chronobook.api.TokenId;
import pl.chronobook.api.domain.AccessToken;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.Label;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.SecurityJournal;

/**
 * The page on which readers create and revoke access tokens.
 */
@Controller
@RequestMapping("/account/tokens")
class TokensController {

	private static final String HERE = "/account/tokens";

	private static final String FORM = "tokenForm";

	private final AccessTokens tokens;

	private final Readers readers;

	private final SecurityJournal journal;

	private final Clock clock;

	TokensController(AccessTokens tokens, Readers readers, SecurityJournal journal, Clock clock) {
		this.tokens = tokens;
		this.readers = readers;
		this.journal = journal;
		this.clock = clock;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, Model model) {
		return show(reader, model);
	}

	/**
	 * Shows the token in the response to the POST, because a redirect would have to store
	 * it.
	 */
	@PostMapping
	@FreshSignIn(returnTo = HERE)
	String create(@CurrentReader ReaderId reader, @Valid @ModelAttribute(FORM) TokenForm form, BindingResult errors,
			HttpServletResponse response, Model model) {
		form.validate(errors);
		Optional<String> token = errors.hasErrors() ? Optional.empty()
				: this.tokens.create(reader, form.name(), form.chosenScope(), form.lifetime());
		if (token.isEmpty()) {
			if (!errors.hasErrors()) {
				errors.rejectValue("name", "api.limit", new Object[] { AccessTokens.LIMIT }, null);
			}
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return show(reader, model);
		}
		this.journal.tokenCreated(reader);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		model.addAttribute("token", token.get());
		model.addAttribute(FORM, TokenForm.EMPTY);
		return show(reader, model);
	}

	@PostMapping("/{id}/revoke")
	String revoke(@CurrentReader ReaderId reader, @PathVariable TokenId id, RedirectAttributes next) {
		this.tokens.revoke(reader, id);
		this.journal.tokenRevoked(reader);
		next.addFlashAttribute("toast", "api.toast.revoked");
		return "redirect:" + HERE;
	}

	private String show(ReaderId reader, Model model) {
		ZoneId zone = this.readers.get(reader).zone();
		Instant now = this.clock.instant();
		model.addAttribute("tokens",
				this.tokens.of(reader).stream().map((token) -> TokenRow.of(token, zone, now)).toList());
		model.addAttribute("scopes", TokenForm.SCOPES);
		model.addAttribute("lifetimes", TokenForm.LIFETIMES);
		if (!model.containsAttribute(FORM)) {
			model.addAttribute(FORM, TokenForm.EMPTY);
		}
		model.addAttribute("address",
				ServletUriComponentsBuilder.fromCurrentContextPath().path("/api/v1").toUriString());
		model.addAttribute("assistant",
				ServletUriComponentsBuilder.fromCurrentContextPath().path(McpConfiguration.PATH).toUriString());
		return "api/tokens";
	}

	/**
	 * The form that creates a token.
	 *
	 * @param name the reader's name for it
	 * @param scope the name of a {@link TokenScope}
	 * @param days the days for which it is valid, one of {@link #LIFETIMES}
	 */
	record TokenForm(@Label String name, String scope, String days) {

		/** The scopes on offer, from the narrowest to the widest. */
		static final List<String> SCOPES = List.of("READ", "LOG", "ALL");

		/** The lifetimes on offer, in days. */
		static final List<String> LIFETIMES = List.of("30", "90", "365");

		static final TokenForm EMPTY = new TokenForm(null, null, null);

		TokenForm(@Nullable String name, @Nullable String scope, @Nullable String days) {
			this.name = Objects.requireNonNullElse(name, "").strip();
			this.scope = Objects.requireNonNullElse(scope, "READ");
			this.days = Objects.requireNonNullElse(days, "90");
		}

		void validate(Errors errors) {
			if (!SCOPES.contains(this.scope)) {
				errors.rejectValue("scope", "api.choice.unknown");
			}
			if (!LIFETIMES.contains(this.days)) {
				errors.rejectValue("days", "api.choice.unknown");
			}
		}

		/** The chosen scope of a form without errors. */
		TokenScope chosenScope() {
			return TokenScope.valueOf(this.scope);
		}

		/** The chosen lifetime of a form without errors. */
		Duration lifetime() {
			return Duration.ofDays(Long.parseLong(this.days));
		}

	}

	/**
	 * A token with its times in the reader's zone.
	 *
	 * @param token the token
	 * @param expires the moment from which it is refused
	 * @param used the last use; null if it was never used
	 * @param expired whether it has expired
	 */
	record TokenRow(AccessToken token, ZonedDateTime expires, @Nullable ZonedDateTime used, boolean expired) {

		static TokenRow of(AccessToken token, ZoneId zone, Instant now) {
			Instant used = token.lastUsedAt();
			return new TokenRow(token, token.expiresAt().atZone(zone), (used != null) ? used.atZone(zone) : null,
					!token.expiresAt().isAfter(now));
		}

	}

}
