package pl.chronobook.transfer.history;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Format;

/**
 * Parses the cells of other programs that say what edition a reader has, and the reader's
 * tags.
 */
final class DetailCells {

	private static final List<String> PAPER = List.of("paper", "hard", "physical", "print", "mass market",
			"library binding", "board book", "spiral", "miękk", "tward", "papier", "broszur");

	private DetailCells() {
	}

	static BookDetails read(String binding, String shelves, String owned) {
		List<String> words = BookDetails.tidy(Arrays.asList(shelves.split("[,;]")));
		return new BookDetails(format(binding), isYes(owned) || words.stream().anyMatch(Shelves::isOwned),
				words.stream()
					.filter(word -> !Shelves.isNoPlace(word) && Shelves.place(word).isEmpty()
							&& word.length() <= BookDetails.LONGEST_TAG)
					.limit(BookDetails.MOST_TAGS)
					.toList(),
				null);
	}

	private static @Nullable Format format(String binding) {
		if (Lengths.isAudio(binding)) {
			return Format.AUDIO;
		}
		if (Lengths.isEbook(binding)) {
			return Format.EBOOK;
		}
		String medium = binding.toLowerCase(Locale.ROOT);
		return PAPER.stream().anyMatch(medium::contains) ? Format.PAPER : null;
	}

	private static boolean isYes(String owned) {
		return Shelves.isYes(owned) || owned.strip().matches("[1-9]\\d{0,3}");
	}

}
