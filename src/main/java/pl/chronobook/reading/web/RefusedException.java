package pl.chronobook.reading.web;

import java.util.UUID;

import pl.chronobook.reading.web.ReadingListController.Place;

/**
 * A form that was filled in wrongly: where it stands, what was typed, and why it is
 * refused.
 */
final class RefusedException extends RuntimeException {

	private final UUID entry;

	private final Place from;

	private final String form;

	private final String first;

	private final String second;

	private final transient Object[] arguments;

	RefusedException(UUID entry, Place from, String form, String first, String second, String messageCode,
			Object... arguments) {
		super(messageCode);
		this.entry = entry;
		this.from = from;
		this.form = form;
		this.first = first;
		this.second = second;
		this.arguments = arguments;
	}

	UUID entry() {
		return this.entry;
	}

	Place from() {
		return this.from;
	}

	/** Whether it is this form of this entry that was refused; for templates. */
	public boolean concerns(UUID otherEntry, String otherForm) {
		return this.entry.equals(otherEntry) && this.form.equals(otherForm);
	}

	public String getFirst() {
		return this.first;
	}

	public String getSecond() {
		return this.second;
	}

	public Object[] getArguments() {
		return this.arguments.clone();
	}

}
