package pl.chronobook.identity.web;

import java.text.Collator;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import org.jspecify.annotations.Nullable;

/**
 * The time zones to choose from. The messages {@code identity.zone.*} name the parts of
 * the world.
 */
final class TimeZones {

	private static final Locale POLISH = Locale.of("pl", "PL");

	/** The parts of the world as the ids of zones name them, in the order of the page. */
	private static final List<String> REGIONS = List.of("Europe", "America", "Asia", "Africa", "Australia", "Pacific",
			"Atlantic", "Indian", "Antarctica", "Arctic");

	/** Stands for the part of the world of a chosen zone that belongs to none. */
	private static final String IN_USE = "IN_USE";

	private static final Map<String, List<Choice>> CHOICES = choices();

	private TimeZones() {
	}

	/**
	 * Reads the IANA name of a zone, such as {@code Europe/Warsaw}.
	 */
	static Optional<ZoneId> parse(String name) {
		return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
	}

	/**
	 * Parses the time zone that a browser reports; empty for UTC, which browsers report
	 * to hide the zone.
	 */
	static Optional<ZoneId> ofBrowser(String name) {
		return parse(name).filter(TimeZones::isOfferedAsPlace);
	}

	/**
	 * Returns all zones by part of the world. A chosen zone that belongs to no place,
	 * such as UTC, comes first.
	 */
	static Map<String, List<Choice>> choices(ZoneId inUse) {
		if (isOfferedAsPlace(inUse)) {
			return CHOICES;
		}
		Map<String, List<Choice>> choices = new LinkedHashMap<>();
		choices.put(IN_USE, List.of(new Choice(selected(inUse), inUse.getId())));
		choices.putAll(CHOICES);
		return choices;
	}

	/**
	 * The choice that stands for a zone: zones have several names.
	 */
	static String selected(ZoneId inUse) {
		String canonical = TimeZone.getCanonicalID(inUse.getId());
		return (canonical != null) ? canonical : inUse.getId();
	}

	private static boolean isOfferedAsPlace(ZoneId zone) {
		String id = selected(zone);
		return CHOICES.values().stream().flatMap(List::stream).anyMatch((choice) -> choice.id().equals(id));
	}

	private static Map<String, List<Choice>> choices() {
		Map<String, List<Choice>> choices = new LinkedHashMap<>();
		REGIONS.forEach((region) -> choices.put(region, new ArrayList<>()));
		TimeZoneNames names = TimeZoneNames.getInstance(POLISH);
		for (String id : TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null)) {
			List<Choice> region = region(id, choices);
			if (region != null && ZoneId.getAvailableZoneIds().contains(id)) {
				region.add(new Choice(id, names.getExemplarLocationName(id)));
			}
		}
		Comparator<Choice> byName = Comparator.comparing(Choice::name, Collator.getInstance(POLISH)::compare);
		choices.values().forEach((region) -> region.sort(byName));
		return choices;
	}

	private static @Nullable List<Choice> region(String id, Map<String, List<Choice>> choices) {
		int slash = id.indexOf('/');
		return (slash > 0) ? choices.get(id.substring(0, slash)) : null;
	}

	/**
	 * A zone to choose.
	 *
	 * @param id its IANA name
	 * @param name the place it is named after, in Polish
	 */
	record Choice(String id, String name) {
	}

}
