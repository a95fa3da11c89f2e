package pl.chronobook.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tells whether a picture of the documentation still shows its page. Beside each picture
 * a file lists the traits that the page had then: the styles of the elements on its first
 * screen, and its headings, labels and buttons. A few of them differ from day to day,
 * because the demo ends yesterday; if many do, the page has changed.
 */
final class PictureAge {

	/** The share of traits in common below which a picture is too old. */
	private static final double LEAST_ALIKE = 0.6;

	private static final String TRAITS = """
			() => {
			  const traits = new Set();
			  for (const one of document.body.querySelectorAll('*')) {
			    const box = one.getBoundingClientRect();
			    const shown = box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0;
			    if (!shown || !one.checkVisibility() || one.parentElement.closest('svg')) continue;
			    const { display, fontSize, fontWeight, color, backgroundColor, borderRadius, padding } = getComputedStyle(one);
			    traits.add([one.localName, display, fontSize, fontWeight, color, backgroundColor, borderRadius, padding].join(' | '));
			    if (one.matches('h1, h2, label, button, summary, nav a') && !one.closest('.row')) {
			      const words = one.textContent.trim().replace(/\\s+/g, ' ').replace(/\\d+/g, '0');
			      if (words) traits.add(`${one.localName}: ${words}`);
			    }
			  }
			  return [...traits];
			}""";

	private PictureAge() {
	}

	/** Stores the traits of a page of which pictures are being taken. */
	static void keep(Page page, Path file) {
		try {
			Files.write(file, traits(page));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Asserts that a page still looks as in its pictures. */
	static void assertFresh(Page page, Path file) {
		List<String> then;
		try {
			then = Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Set<String> now = traits(page);
		assertThat(alike(then, now)).as("""
				Share of %s that %s still shows. If the page has changed on purpose, retake its pictures:
				mvn test -Dtest='FirstEveningTests,ExactModeTests,PlanningJourneyTests,StatisticsJourneyTests' \
				-Ddocs.images=write
				The traits of the page are now:
				%s""", file, page.url(), String.join("\n", now)).isGreaterThanOrEqualTo(LEAST_ALIKE);
	}

	/** Returns the share of all traits that are in both sets. */
	static double alike(Collection<String> then, Collection<String> now) {
		Set<String> common = new TreeSet<>(then);
		common.retainAll(now);
		Set<String> all = new TreeSet<>(then);
		all.addAll(now);
		return (double) common.size() / all.size();
	}

	private static Set<String> traits(Page page) {
		Set<String> traits = new TreeSet<>();
		for (Object trait : (List<?>) page.evaluate(TRAITS)) {
			traits.add((String) trait);
		}
		return traits;
	}

}
