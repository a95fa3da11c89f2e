package pl.chronobook.transfer.account;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ArchivePart;

/**
 * The settings of an account as a part of the archive. The class is in this module
 * because identity must not depend on archives.
 */
@Component
@Order(1)
class SettingsPart implements ArchivePart<SettingsPart.Settings, SettingsPart.Change> {

	private final Readers readers;

	SettingsPart(Readers readers) {
		this.readers = readers;
	}

	@Override
	public String name() {
		return "settings";
	}

	@Override
	public Class<Settings> content() {
		return Settings.class;
	}

	@Override
	public Class<Change> receipt() {
		return Change.class;
	}

	@Override
	public Optional<Settings> export(ReaderId reader) {
		ReaderSettings settings = this.readers.settings(reader);
		return Optional.of(new Settings(settings.zone(), settings.dayEndsAt()));
	}

	@Override
	public List<PartAddition> preview(ReaderId reader, Settings content) {
		ReaderSettings before = this.readers.settings(reader);
		ReaderSettings after = content.fill(before);
		List<PartAddition> additions = new ArrayList<>();
		if (!after.zone().equals(before.zone())) {
			additions.add(new PartAddition("time-zone", after.zone().getId()));
		}
		if (after.dayEndsAt() != before.dayEndsAt()) {
			additions.add(new PartAddition("day-end", after.dayEndsAt()));
		}
		return additions;
	}

	@Override
	public Optional<Change> add(ReaderId reader, Settings content) {
		ReaderSettings before = this.readers.settings(reader);
		ReaderSettings after = content.fill(before);
		if (after.equals(before)) {
			return Optional.empty();
		}
		this.readers.change(reader, after);
		return Optional.of(new Change(before, after));
	}

	@Override
	public void takeBack(ReaderId reader, Change change) {
		ReaderSettings now = this.readers.settings(reader);
		ReaderSettings before = change.before();
		boolean sameZone = !before.zone().equals(change.after().zone()) && now.zone().equals(change.after().zone());
		boolean sameDayEnd = before.dayEndsAt() != change.after().dayEndsAt()
				&& now.dayEndsAt() == change.after().dayEndsAt();
		this.readers.change(reader, new ReaderSettings(sameZone ? before.zone() : now.zone(),
				sameZone ? before.zoneChosen() : now.zoneChosen(), sameDayEnd ? before.dayEndsAt() : now.dayEndsAt(),
				sameDayEnd ? before.dayEndChosen() : now.dayEndChosen()));
	}

	/**
	 * The settings.
	 *
	 * @param timeZone the zone in which the reader's days begin and end
	 * @param dayEndsAt hours after midnight, 0 to 6, at which the reader's day ends
	 */
	record Settings(ZoneId timeZone, int dayEndsAt) {

		/**
		 * Checks the hour.
		 * @throws IllegalArgumentException if {@code dayEndsAt} is outside 0 to 6
		 */
		Settings {
			if (!ZoneId.getAvailableZoneIds().contains(timeZone.getId()) || dayEndsAt < 0 || dayEndsAt > 6) {
				throw new IllegalArgumentException("No settings: %s, %d".formatted(timeZone, dayEndsAt));
			}
		}

		/**
		 * Returns the settings with those that the reader has not chosen replaced by
		 * these.
		 */
		ReaderSettings fill(ReaderSettings chosen) {
			boolean zone = !chosen.zoneChosen() && !this.timeZone.equals(chosen.zone());
			boolean dayEnd = !chosen.dayEndChosen() && this.dayEndsAt != chosen.dayEndsAt();
			return new ReaderSettings(zone ? this.timeZone : chosen.zone(), zone || chosen.zoneChosen(),
					dayEnd ? this.dayEndsAt : chosen.dayEndsAt(), dayEnd || chosen.dayEndChosen());
		}

	}

	/**
	 * The change that was made.
	 *
	 * @param before the settings before
	 * @param after the settings after
	 */
	record Change(ReaderSettings before, ReaderSettings after) {
	}

}
