package pl.chronobook.catalog.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;

/**
 * The submitted form of a book.
 */
record BookForm(String title, String author, String pages, String isbn) {

	BookForm(@Nullable String title, @Nullable String author, @Nullable String pages, @Nullable String isbn) {
		this.title = (title != null) ? title : "";
		this.author = (author != null) ? author : "";
		this.pages = (pages != null) ? pages : "";
		this.isbn = (isbn != null) ? isbn : "";
	}

	void validate(Errors errors) {
		text(errors, "title", this.title, NewBook.LONGEST_TITLE);
		text(errors, "author", this.author, NewBook.LONGEST_AUTHOR);
		if (this.pages.isBlank()) {
			errors.rejectValue("pages", "catalog.pages.missing");
		}
		else if (pageCount() == null) {
			errors.rejectValue("pages", "catalog.pages.wrong");
		}
		if (!this.isbn.isBlank() && Isbn.parse(this.isbn).isEmpty()) {
			errors.rejectValue("isbn", "catalog.isbn.wrong");
		}
	}

	NewBook toBook() {
		return new NewBook(this.title, this.author, pageCount(), Isbn.parse(this.isbn).orElse(null));
	}

	private static void text(Errors errors, String field, String text, int longest) {
		if (NewBook.isBlank(text)) {
			errors.rejectValue(field, "catalog.%s.missing".formatted(field));
		}
		else if (text.length() > longest) {
			errors.rejectValue(field, "catalog.%s.long".formatted(field));
		}
	}

	/**
	 * Parses the number of pages, which may be written „1 234” or „320 stron”.
	 */
	private @Nullable PageCount pageCount() {
		String digits = this.pages.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Z}]|stron[ay]?$|str?\\.?$", "");
		if (!digits.matches("\\d{1,5}")) {
			return null;
		}
		int number = Integer.parseInt(digits);
		return (number >= 1 && number <= PageCount.MAX) ? new PageCount(number) : null;
	}

}
