package pl.chronobook.identity.web;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.domain.Account;

/**
 * The settings of an account, as they were chosen.
 *
 * @param zone IANA name of the zone in which the reader's days begin and end
 * @param hours hours after midnight at which the reader's day ends
 */
record SettingsForm(String zone, String hours) implements Serializable {

	SettingsForm(@Nullable String zone, @Nullable String hours) {
		this.zone = Objects.requireNonNullElse(zone, "");
		this.hours = Objects.requireNonNullElse(hours, "");
	}

	static SettingsForm of(Account account) {
		return new SettingsForm(TimeZones.selected(account.zone()), String.valueOf(account.dayEndsAt()));
	}

	/**
	 * Applies the form to the present settings. A setting that the form leaves as it is
	 * stays a guess if it was one.
	 * @return the new settings; or nothing, with the reasons in {@code errors}
	 */
	Optional<ReaderSettings> applyTo(ReaderSettings present, Errors errors) {
		Optional<ZoneId> chosen = TimeZones.parse(this.zone);
		if (chosen.isEmpty()) {
			errors.rejectValue("zone", "identity.zone.unknown");
		}
		if (!this.hours.matches("[0-6]")) {
			errors.rejectValue("hours", "identity.day-end.unknown");
		}
		if (errors.hasErrors()) {
			return Optional.empty();
		}
		int dayEnd = Integer.parseInt(this.hours);
		boolean sameZone = this.zone.equals(TimeZones.selected(present.zone()));
		return chosen.map((zone) -> new ReaderSettings(sameZone ? present.zone() : zone,
				present.zoneChosen() || !sameZone, dayEnd, present.dayEndChosen() || dayEnd != present.dayEndsAt()));
	}

}
