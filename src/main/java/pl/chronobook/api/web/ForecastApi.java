package pl.chronobook.api.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import pl.chronobook.forecast.FinishForecasts;
import pl.chronobook.forecast.FinishForecasts.Basis;
import pl.chronobook.forecast.FinishForecasts.BookForecast;
import pl.chronobook.forecast.FinishForecasts.FinishDates;
import pl.chronobook.forecast.FinishForecasts.FinishForecast;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

@RestController
@RequestMapping(path = "/api/v1/forecast", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Forecast")
class ForecastApi {

	private final FinishForecasts forecasts;

	ForecastApi(FinishForecasts forecasts) {
		this.forecasts = forecasts;
	}

	@GetMapping
	@Operation(operationId = "getForecast", summary = "When the list will be finished",
			description = "The date for the whole list and for each book, with the range. Without a history and an "
					+ "assumed pace there is no forecast: available is false and the rest is absent.")
	ForecastView forecast(@CurrentReader ReaderId reader) {
		Optional<FinishForecast> forecast = this.forecasts.of(reader);
		return forecast.map(ForecastView::of).orElseGet(ForecastView::none);
	}

	/** The forecast as JSON. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Forecast")
	record ForecastView(@Schema(example = "true") boolean available,
			@Schema(example = "2027-03-14T12:00:00Z") @Nullable Instant computedAt,
			@Schema(description = "The first day of the future, by the reader's calendar.",
					example = "2027-03-14") @Nullable LocalDate origin,
			@Schema(allowableValues = {
					"SIMPLE", "PACE", "CONTEXT", "MODEL" }, example = "PACE") @Nullable String stage,
			@Nullable DatesView finish, @Schema(example = "2140") @Nullable Integer pagesLeft,
			@Schema(description = "Books that count as nothing because nobody knows their length.",
					example = "0") @Nullable Integer booksWithoutLength,
			@Nullable EvidenceView evidence, @Nullable List<BookView> books){

		static ForecastView none() {
			return new ForecastView(false, null, null, null, null, null, null, null, null);
		}

		static ForecastView of(FinishForecast forecast) {
			return new ForecastView(true, forecast.computedAt(), forecast.origin(), forecast.stage(),
					DatesView.of(forecast.finish()), forecast.pagesLeft(), forecast.booksWithoutLength(),
					EvidenceView.of(forecast.basis()), forecast.books().stream().map(BookView::of).toList());
		}

	}

	/** The days on which something is finished, by their probability in per cent. */
	@Schema(name = "FinishDates",
			description = "The days by which it is finished with a probability of 5, 10, 25, 50, 75, 90 and 95 %. "
					+ "p50 is the most honest single date, p10 to p90 the range that the dashboard shows.")
	record DatesView(@Schema(example = "2027-06-01") LocalDate p05, @Schema(example = "2027-06-11") LocalDate p10,
			@Schema(example = "2027-07-02") LocalDate p25, @Schema(example = "2027-08-03") LocalDate p50,
			@Schema(example = "2027-09-12") LocalDate p75, @Schema(example = "2027-11-01") LocalDate p90,
			@Schema(example = "2027-12-15") LocalDate p95) {

		static DatesView of(FinishDates dates) {
			return new DatesView(dates.p05(), dates.p10(), dates.p25(), dates.p50(), dates.p75(), dates.p90(),
					dates.p95());
		}

	}

	/** The data on which a forecast rests. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Evidence", description = "What the forecast rests on.")
	record EvidenceView(@Schema(example = "84") int sessions, @Schema(example = "12") int books,
			@Schema(example = "71") int activeDays, @Schema(example = "160") int calendarDays,
			@Schema(example = "14.2") double pagesPerDay, @Schema(example = "15.8") double currentPagesPerDay,
			@Schema(example = "38.5") @Nullable Double pagesPerHour,
			@Schema(example = "2.6") @Nullable Double hoursPerWeek,
			@Schema(description = "Whether it rests on the reader's guess alone.", example = "false") boolean assumed) {

		static EvidenceView of(Basis basis) {
			return new EvidenceView(basis.sessions(), basis.books(), basis.activeDays(), basis.calendarDays(),
					basis.pagesPerDay(), basis.currentPagesPerDay(), basis.pagesPerHour(), basis.hoursPerWeek(),
					basis.assumed());
		}

	}

	/** The forecast of one book. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "BookForecast", description = "Dates and pages are absent while the book's length is unknown.")
	record BookView(
			@Schema(description = "Its id on the reading list.",
					example = "0199d1c2-5b0e-7c11-8f2a-4e1f6a0b3c4d") UUID id,
			@Schema(example = "Lalka") String title, @Schema(example = "Bolesław Prus") String author,
			@Schema(example = "680") @Nullable Integer pagesLeft, @Nullable DatesView finish) {

		static BookView of(BookForecast book) {
			FinishDates finish = book.finish();
			return new BookView(book.entry().value(), book.title(), book.author(), book.pagesLeft(),
					(finish != null) ? DatesView.of(finish) : null);
		}

	}

}
