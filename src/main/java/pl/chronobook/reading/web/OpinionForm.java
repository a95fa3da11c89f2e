package pl.chronobook.reading.web;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.opinion.Opinions.Revised;

/**
 * A rating and a note, as they were chosen and typed.
 *
 * @param rating the rating in half stars; blank for none
 * @param note the note
 * @param revision the revision of the opinion that the form replaces
 */
record OpinionForm(String rating, String note, String revision) implements Serializable {

	OpinionForm(@Nullable String rating, @Nullable String note, @Nullable String revision) {
		this.rating = Objects.requireNonNullElse(rating, "");
		this.note = Objects.requireNonNullElse(note, "").replace("\r\n", "\n");
		this.revision = Objects.requireNonNullElse(revision, "0");
	}

	static OpinionForm of(Revised revised) {
		return new OpinionForm(Objects.toString(revised.opinion().halfStars(), ""), revised.opinion().note(),
				String.valueOf(revised.revision()));
	}

	/** Reads the opinion; if it is impossible, the reason goes to {@code errors}. */
	Optional<Opinion> read(Errors errors) {
		if (!this.rating.matches("|[1-9]|10")) {
			errors.rejectValue("rating", "reading.opinion.rating");
		}
		if (this.note.codePointCount(0, this.note.length()) > Opinion.LONGEST_NOTE) {
			errors.rejectValue("note", "reading.opinion.too-long", new Object[] { Opinion.LONGEST_NOTE }, null);
		}
		return errors.hasErrors() ? Optional.empty() : Optional
			.of(new Opinion(this.rating.isEmpty() ? null : Integer.valueOf(this.rating), this.note.strip()));
	}

	/**
	 * The revision that the form replaces; -1, which never matches, if it is unreadable.
	 */
	long replaces() {
		return this.revision.matches("\\d{1,18}") ? Long.parseLong(this.revision) : -1;
	}

}
