package pl.chronobook.notification.domain;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart;

/**
 * Carries a reader's notification preferences in the archive. Browsers and webhooks are
 * left out, because a browser's subscription belongs to one account and a webhook's
 * secret is shown only once.
 */
@Component
class NotificationArchivePart implements ArchivePart<ArchivedPreferences, ArchivedPreferences> {

	private final NotificationSettings settings;

	NotificationArchivePart(NotificationSettings settings) {
		this.settings = settings;
	}

	@Override
	public String name() {
		return "notifications";
	}

	@Override
	public Class<ArchivedPreferences> content() {
		return ArchivedPreferences.class;
	}

	@Override
	public Class<ArchivedPreferences> receipt() {
		return ArchivedPreferences.class;
	}

	@Override
	public Optional<ArchivedPreferences> export(ReaderId reader) {
		return this.settings.chosen(reader).map(ArchivedPreferences::of);
	}

	@Override
	public List<PartAddition> preview(ReaderId reader, ArchivedPreferences content) {
		return this.settings.chosen(reader).isPresent() ? List.of() : List.of(new PartAddition("settings", 1));
	}

	@Override
	public Optional<ArchivedPreferences> add(ReaderId reader, ArchivedPreferences content) {
		return this.settings.chooseIfNothingIsChosen(reader, content.preferences()) ? Optional.of(content)
				: Optional.empty();
	}

	@Override
	public void takeBack(ReaderId reader, ArchivedPreferences added) {
		this.settings.takeBack(reader, added.preferences());
	}

}
