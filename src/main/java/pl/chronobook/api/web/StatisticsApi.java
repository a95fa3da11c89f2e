package pl.chronobook.api.web;

import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingStatistics;
import pl.chronobook.reading.ReadingStatistics.Amount;
import pl.chronobook.reading.ReadingStatistics.Figures;

@RestController
@RequestMapping(path = "/api/v1/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Statistics")
class StatisticsApi {

	private final ReadingStatistics statistics;

	StatisticsApi(ReadingStatistics statistics) {
		this.statistics = statistics;
	}

	@GetMapping
	@Operation(operationId = "getStatistics", summary = "How much was read")
	StatisticsView statistics(@CurrentReader ReaderId reader) {
		return StatisticsView.of(this.statistics.figures(reader));
	}

	/** The figures, as JSON. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Statistics")
	record StatisticsView(@Schema(description = "The reader's day.", example = "2027-03-14") LocalDate today,
			AmountView allTime, AmountView thisYear, AmountView last30Days,
			@Schema(description = "The pace of the last 365 days; absent without sessions.",
					example = "38.5") @Nullable Double pagesPerHour,
			@Schema(example = "4") int streakDays, @Schema(example = "31") int longestStreakDays) {

		static StatisticsView of(Figures figures) {
			return new StatisticsView(figures.today(), AmountView.of(figures.allTime()),
					AmountView.of(figures.thisYear()), AmountView.of(figures.last30Days()), figures.pagesPerHour(),
					figures.streakDays(), figures.longestStreakDays());
		}

	}

	/** An amount of reading, as JSON. */
	@Schema(name = "Amount")
	record AmountView(@Schema(example = "5120") long pages, @Schema(example = "7980") long minutes,
			@Schema(example = "210") int sessions, @Schema(example = "17") int booksFinished) {

		static AmountView of(Amount amount) {
			return new AmountView(amount.pages(), amount.minutes(), amount.sessions(), amount.booksFinished());
		}

	}

}
