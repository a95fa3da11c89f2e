package pl.chronobook.catalog.domain;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookTypedIn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.identity.ReaderId;

/**
 * Books that readers type in. They belong to who typed them.
 */
@Service
public class TypedInBooks {

	private final BookRepository books;

	private final ApplicationEventPublisher events;

	TypedInBooks(BookRepository books, ApplicationEventPublisher events) {
		this.books = books;
		this.events = events;
	}

	/**
	 * Stores a book as the reader's own. Typed in again it is the same book, and what is
	 * typed now corrects its length.
	 */
	@Transactional
	public Book typeIn(ReaderId reader, NewBook typed) {
		Book book = this.books.correctOwn(reader, typed).orElseGet(() -> this.books.putOwn(reader, typed));
		this.events.publishEvent(new BookTypedIn(reader, book.id()));
		return book;
	}

}
