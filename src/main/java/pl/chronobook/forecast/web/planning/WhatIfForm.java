package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;
import org.springframework.validation.Errors;
import org.springframework.web.util.UriComponentsBuilder;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.plan.ImpossiblePeriodException;
import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.forecast.whatif.Change;
import pl.chronobook.reading.EntryId;

/**
 * A what-if question as the parameters of the address state it.
 *
 * @param minutes extra minutes of reading a day
 * @param move moves of books, applied one after another, as {@code ENTRY:PLACE}
 * @param drop the entries of books that are not read
 * @param add the pages of an added book
 * @param place {@code first} if the added book is read before all others
 * @param from the first day of a holiday
 * @param to its last day
 * @param reading the amount of reading on it
 * @param part the part of the books that is shown, from 0
 */
record WhatIfForm(String minutes, List<String> move, List<String> drop, String add, String place, String from,
		String to, String reading, int part) {

	private static final String ENTRY = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	private static final Pattern MOVE = Pattern.compile("(" + ENTRY + "):(\\d{1,5})");

	private static final Pattern DROP = Pattern.compile(ENTRY);

	/**
	 * The most books that may be moved or dropped, because addresses have a limited
	 * length.
	 */
	private static final int MOST_CHANGES = 100;

	private static final int MOST_PARTS = 10_000;

	static WhatIfForm of(MultiValueMap<String, String> address) {
		String minutes = text(address, "minutes");
		return new WhatIfForm(minutes.isEmpty() ? "0" : minutes, texts(address, "move"), texts(address, "drop"),
				text(address, "add"), text(address, "place"), text(address, "from"), text(address, "to"),
				text(address, "reading"), part(address));
	}

	/**
	 * Parses the changes that can be understood; the reason for each invalid value goes
	 * to {@code errors}. A moved or dropped book that cannot be parsed is ignored.
	 */
	Change read(Errors errors) {
		Optional<Integer> more = TypedNumber.parse(this.minutes, 0, Change.MOST_MINUTES);
		if (more.isEmpty()) {
			errors.rejectValue("minutes", "forecast.what-if.minutes.range");
		}
		return new Change(more.orElse(0), moves(), drops(), addedBook(errors), holiday(errors));
	}

	/** Returns the shortest address of the same question. */
	String address() {
		UriComponentsBuilder address = UriComponentsBuilder.fromPath("/forecast/what-if");
		append(address, "minutes", this.minutes, "0");
		append(address, "add", this.add, "");
		append(address, "place", this.add.isEmpty() ? "" : this.place, "last");
		append(address, "from", this.from, "");
		append(address, "to", this.to, "");
		append(address, "reading", (this.from + this.to).isEmpty() ? "" : this.reading, "NONE");
		append(address, "part", String.valueOf(this.part), "0");
		this.drop.forEach(entry -> address.queryParam("drop", entry));
		this.move.forEach(step -> address.queryParam("move", step));
		return address.encode().toUriString();
	}

	private List<Change.Move> moves() {
		return this.move.stream()
			.map(MOVE::matcher)
			.filter(Matcher::matches)
			.map(step -> new Change.Move(EntryId.of(step.group(1)), Integer.parseInt(step.group(2))))
			.toList();
	}

	private Set<EntryId> drops() {
		Set<EntryId> dropped = new LinkedHashSet<>();
		for (String entry : this.drop) {
			if (DROP.matcher(entry).matches()) {
				dropped.add(EntryId.of(entry));
			}
		}
		return dropped;
	}

	private Change.@Nullable AddedBook addedBook(Errors errors) {
		if (this.add.isEmpty()) {
			return null;
		}
		Optional<Integer> pages = TypedNumber.parse(this.add, 1, PageCount.MAX);
		if (pages.isEmpty()) {
			errors.rejectValue("add", "forecast.what-if.add.range");
			return null;
		}
		return new Change.AddedBook(new PageCount(pages.get()), "first".equals(this.place));
	}

	private @Nullable PlannedException holiday(Errors errors) {
		if (this.from.isEmpty() && this.to.isEmpty()) {
			return null;
		}
		if (this.from.isEmpty() || this.to.isEmpty()) {
			errors.rejectValue("to", "forecast.period.both-days");
			return null;
		}
		try {
			return new PlannedPeriod(new UUID(0, 0), LocalDate.parse(this.from), LocalDate.parse(this.to),
					PeriodForm.amount(this.reading), "")
				.exception();
		}
		catch (DateTimeParseException ex) {
			errors.rejectValue("to", "forecast.period.unreadable");
		}
		catch (ImpossiblePeriodException ex) {
			errors.rejectValue("to", "forecast.period." + ex.reason());
		}
		return null;
	}

	private static void append(UriComponentsBuilder address, String name, String value, String usual) {
		if (!value.isEmpty() && !value.equals(usual)) {
			address.queryParam(name, "{" + name + "}");
			address.uriVariables(Map.of(name, value));
		}
	}

	private static String text(MultiValueMap<String, String> address, String name) {
		String value = address.getFirst(name);
		return (value != null) ? value.strip() : "";
	}

	/**
	 * Returns the part to show. A button for another part adds {@code show} to the form's
	 * own {@code part}, so {@code show} takes precedence.
	 */
	private static int part(MultiValueMap<String, String> address) {
		String show = text(address, "show");
		return TypedNumber.parse(show.isEmpty() ? text(address, "part") : show, 0, MOST_PARTS).orElse(0);
	}

	private static List<String> texts(MultiValueMap<String, String> address, String name) {
		return address.getOrDefault(name, List.of()).stream().limit(MOST_CHANGES).toList();
	}

}
