package pl.chronobook.reading.opinion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart;
import pl.chronobook.reading.BookOpinions;
import pl.chronobook.reading.BookOpinions.Added;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.EntryId;

/**
 * Carries ratings and notes in the archive, and takes back those that any import brought.
 */
@Component
class OpinionsArchivePart implements ArchivePart<ArchivedOpinions, Added> {

	private final Opinions opinions;

	OpinionsArchivePart(Opinions opinions) {
		this.opinions = opinions;
	}

	@Override
	public String name() {
		return BookOpinions.PART;
	}

	@Override
	public Class<ArchivedOpinions> content() {
		return ArchivedOpinions.class;
	}

	@Override
	public Class<Added> receipt() {
		return Added.class;
	}

	@Override
	public Optional<ArchivedOpinions> export(ReaderId reader) {
		List<ArchivedOpinions.OpinionOnBook> all = this.opinions.archived(reader);
		return all.isEmpty() ? Optional.empty() : Optional.of(new ArchivedOpinions(all));
	}

	@Override
	public List<PartAddition> preview(ReaderId reader, ArchivedOpinions content) {
		Map<EntryId, Opinion> given = byEntry(content);
		int missing = given.size() - this.opinions.havingOne(reader, given.keySet());
		return (missing > 0) ? List.of(new PartAddition("books", missing)) : List.of();
	}

	@Override
	public Optional<Added> add(ReaderId reader, ArchivedOpinions content) {
		return this.opinions.fillEntries(reader, byEntry(content));
	}

	@Override
	public void takeBack(ReaderId reader, Added added) {
		this.opinions.takeBack(reader, added);
	}

	private static Map<EntryId, Opinion> byEntry(ArchivedOpinions content) {
		Map<EntryId, Opinion> opinions = new LinkedHashMap<>();
		content.books().forEach(book -> opinions.putIfAbsent(book.book(), book.opinion()));
		return opinions;
	}

}
