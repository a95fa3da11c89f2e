package pl.chronobook.catalog.domain;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookTypedIn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.identity.ReaderId;

/**
 * Stores books that readers type in. A book belongs to the reader who typed it.
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
	 * Stores a book as the reader's own. A book that the reader has typed in before takes
	 * the new length.
	 */
	@Transactional
	public Book typeIn(ReaderId reader, NewBook typed) {
		Book book = this.books.correctOwn(reader, typed).orElseGet(() -> this.books.putOwn(reader, typed));
		this.events.publishEvent(new BookTypedIn(reader, book.id()));
		return book;
	}

}
