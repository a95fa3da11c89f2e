package pl.chronobook.forecast.web;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.forecast.web.planning.TypedNumber;

/**
 * The submitted form of the empty dashboard.
 *
 * @param title the book being read
 * @param author its author; may be blank
 * @param pages its length
 * @param page the page reached
 * @param pagesPerWeek the assumed pace
 */
record FirstBookForm(String title, String author, String pages, String page,
		String pagesPerWeek) implements Serializable {

	FirstBookForm(@Nullable String title, @Nullable String author, @Nullable String pages, @Nullable String page,
			@Nullable String pagesPerWeek) {
		this.title = Objects.requireNonNullElse(title, "");
		this.author = Objects.requireNonNullElse(author, "");
		this.pages = Objects.requireNonNullElse(pages, "");
		this.page = Objects.requireNonNullElse(page, "");
		this.pagesPerWeek = Objects.requireNonNullElse(pagesPerWeek, "");
	}

	static FirstBookForm empty() {
		return new FirstBookForm(null, null, null, null, null);
	}

	/**
	 * Parses the form; the reason for each invalid field goes to {@code errors}.
	 * @param asksPace whether the form asks for the pace, because nothing is known of it
	 */
	Optional<FirstBook> read(boolean asksPace, Errors errors) {
		if (NewBook.isBlank(this.title)) {
			errors.rejectValue("title", "catalog.title.missing");
		}
		else if (this.title.length() > NewBook.LONGEST_TITLE) {
			errors.rejectValue("title", "catalog.title.long");
		}
		if (this.author.length() > NewBook.LONGEST_AUTHOR) {
			errors.rejectValue("author", "catalog.author.long");
		}
		Optional<Integer> length = TypedNumber.parse(this.pages, 1, PageCount.MAX);
		if (length.isEmpty()) {
			errors.rejectValue("pages", this.pages.isBlank() ? "catalog.pages.missing" : "catalog.pages.wrong");
		}
		int last = length.orElse(PageCount.MAX);
		Optional<Integer> reached = TypedNumber.parse(this.page, 0, last);
		if (reached.isEmpty()) {
			errors.rejectValue("page", "forecast.first-book.page", new Object[] { last }, null);
		}
		Integer pace = asksPace ? AssumptionForm.read(this.pagesPerWeek, errors).orElse(null) : null;
		if (errors.hasErrors()) {
			return Optional.empty();
		}
		PageCount pages = new PageCount(last);
		NewBook book = new NewBook(this.title, NewBook.isBlank(this.author) ? Book.UNKNOWN_AUTHOR : this.author, pages,
				null);
		return Optional.of(new FirstBook(book, pages, reached.orElseThrow(), pace));
	}

	/**
	 * The content of a valid form.
	 *
	 * @param book the book being read
	 * @param pages its length
	 * @param page the page reached
	 * @param pagesPerWeek the assumed pace; null if the form did not ask for it
	 */
	record FirstBook(NewBook book, PageCount pages, int page, @Nullable Integer pagesPerWeek) {
	}

}
