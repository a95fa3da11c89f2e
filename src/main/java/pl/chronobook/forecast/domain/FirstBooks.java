package pl.chronobook.forecast.domain;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.TbrList;

/**
 * The shortest way to a first date: the book being read, the page reached and the assumed
 * pace, stored together.
 */
@Service
public class FirstBooks {

	private final Catalog catalog;

	private final TbrList list;

	private final Plans plans;

	FirstBooks(Catalog catalog, TbrList list, Plans plans) {
		this.catalog = catalog;
		this.list = list;
		this.plans = plans;
	}

	/**
	 * Stores the book as one being read, and the pace. Atomic, and idempotent: a repeated
	 * request finds the book that the first one stored.
	 * @param pages the length of the reader's edition
	 * @param page the last page read, 0 up to the length
	 * @param pagesPerWeek the assumed pace; null keeps what is known
	 */
	@Transactional
	public void begin(ReaderId reader, NewBook book, PageCount pages, int page, @Nullable Integer pagesPerWeek) {
		Book stored = Objects.requireNonNull(this.catalog.findOrAdd(reader, List.of(book)).get(book));
		this.list.begin(reader, stored, pages, page);
		if (pagesPerWeek != null) {
			this.plans.assume(reader, pagesPerWeek);
		}
	}

}
