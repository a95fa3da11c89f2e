package pl.chronobook.reading.web.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import pl.chronobook.reading.picture.Pictures;
import pl.chronobook.reading.picture.Sketch;
import pl.chronobook.reading.picture.Sketch.Anchor;
import pl.chronobook.reading.picture.Sketch.Look;
import pl.chronobook.reading.web.statistics.StatisticsView.Cover;
import pl.chronobook.reading.web.statistics.StatisticsView.Fact;
import pl.chronobook.reading.web.statistics.StatisticsView.YearInReview;

/**
 * The cards of a year in review: pictures that a reader may show to others. Nothing is on
 * them but what the page of the year shows.
 */
enum YearCard {

	SUMMARY, BOOKS, HIGHLIGHTS, MONTHS, DAYS, RHYTHM;

	static final int HEIGHT = 1350;

	/** The most books that are named on a card. */
	private static final int NAMED = 14;

	private static final double LINE = 52;

	/** The cards that a year has something for. */
	static List<YearCard> of(YearInReview review) {
		List<YearCard> cards = new ArrayList<>(List.of(SUMMARY));
		if (!review.covers().isEmpty()) {
			cards.add(BOOKS);
		}
		if (!review.highlights().isEmpty()) {
			cards.add(HIGHLIGHTS);
		}
		if (review.heatmap() != null) {
			cards.add(MONTHS);
			cards.add(DAYS);
		}
		if (!review.rhythm().isEmpty()) {
			cards.add(RHYTHM);
		}
		return cards;
	}

	/** Returns its name in the address. */
	String path() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Describes in words what it shows. */
	String description(YearInReview review, Wording wording) {
		return switch (this) {
			case SUMMARY -> wording.text("card.title", String.valueOf(review.year())) + ": " + facts(review.facts());
			case BOOKS -> wording.text("card.books") + ": "
					+ named(review).stream().map(Cover::title).collect(Collectors.joining(", "))
					+ ((others(review) > 0) ? " " + wording.text("card.others", others(review)) : "");
			case HIGHLIGHTS -> wording.text("card.highlights") + ": " + facts(review.highlights());
			case MONTHS -> review.months().title();
			case DAYS -> (review.heatmap() != null) ? review.heatmap().title() : "";
			case RHYTHM -> review.rhythm().stream().map(Chart::title).collect(Collectors.joining(". "));
		};
	}

	private static String facts(List<Fact> facts) {
		return facts.stream().map(fact -> fact.value() + " " + fact.name()).collect(Collectors.joining(", "));
	}

	byte[] draw(YearInReview review, Wording wording, Pictures pictures) {
		ChartPicture card = new ChartPicture(wording);
		if (this == SUMMARY) {
			summary(card, review, wording);
			return card.finished(pictures, HEIGHT);
		}
		card.paragraph(wording.text("card.title", String.valueOf(review.year())), 34, Look.ACCENTED, 1);
		card.skip(50);
		switch (this) {
			case BOOKS -> books(card, review, wording);
			case HIGHLIGHTS -> {
				card.heading(wording.text("card.highlights"), "");
				review.highlights().forEach(fact -> {
					card.paragraph(fact.name(), 30, Look.QUIET, 1);
					card.paragraph(fact.value(), 50, Look.STRONG, 2);
					if (fact.note() != null) {
						card.paragraph(fact.note(), 30, Look.PLAIN, 1);
					}
					card.skip(36);
				});
			}
			case MONTHS -> {
				card.skip(150);
				card.heading(review.months().title(), review.months().note());
				card.skip(40);
				card.chart(review.months());
			}
			case DAYS -> {
				card.skip(60);
				if (review.heatmap() != null) {
					card.heading(review.heatmap().title(), "");
					card.skip(40);
					card.heatmap(review.heatmap());
				}
			}
			default -> review.rhythm().forEach(chart -> {
				card.heading(chart.title(), chart.note());
				card.chart(chart);
				card.skip(30);
			});
		}
		return card.finished(pictures, HEIGHT);
	}

	private static void summary(ChartPicture card, YearInReview review, Wording wording) {
		Sketch sketch = card.sketch();
		card.skip(40);
		card.paragraph(wording.text("card.year"), 56, Look.QUIET, 1);
		sketch.text(String.valueOf(review.year()), ChartPicture.MARGIN, card.y() + 190, 240, Look.ACCENTED,
				Anchor.START);
		card.skip(290);
		review.facts().forEach(fact -> {
			card.paragraph(fact.value(), 92, Look.STRONG, 1);
			card.paragraph(fact.name(), 38, Look.QUIET, 1);
			if (fact.note() != null) {
				card.paragraph(fact.note(), 28, Look.QUIET, 1);
			}
			card.skip(24);
		});
	}

	private static void books(ChartPicture card, YearInReview review, Wording wording) {
		card.heading(wording.text("card.books"), "");
		for (Cover cover : named(review)) {
			card.paragraph(cover.title(), LINE / 1.25, Look.PLAIN, 1);
			card.skip(16);
		}
		int others = others(review);
		if (others > 0) {
			card.skip(10);
			card.paragraph(wording.text("card.others", others), 34, Look.QUIET, 1);
		}
	}

	/** The books that are named on the card, the last read first. */
	private static List<Cover> named(YearInReview review) {
		return review.covers().reversed().stream().limit(NAMED).toList();
	}

	private static int others(YearInReview review) {
		return review.covers().size() - named(review).size();
	}

	/**
	 * A card on the page.
	 *
	 * @param path its name in the address
	 * @param description its content in words
	 */
	record Shown(String path, String description) {
	}

}
