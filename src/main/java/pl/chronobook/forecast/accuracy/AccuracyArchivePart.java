package pl.chronobook.forecast.accuracy;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.forecast.accuracy.ArchivedForecasts.Added;
import pl.chronobook.forecast.accuracy.ArchivedForecasts.Finish;
import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart;
import pl.chronobook.reading.EntryId;

/**
 * Carries a reader's recorded forecasts in the archive, so that their accuracy survives a
 * move to another account. Only forecasts from before the account was created are added:
 * later ones the account has made itself, and those count for the whole installation.
 */
@Component
class AccuracyArchivePart implements ArchivePart<ArchivedForecasts, Added> {

	/**
	 * The last day, as an expression over {@code users}, whose forecasts may come from an
	 * archive. The day after the account was created is one of them, because of the time
	 * zones.
	 */
	static final String LAST_IMPORTED_DAY = "(created_at AT TIME ZONE 'UTC')::date + 1";

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	AccuracyArchivePart(JdbcClient jdbc, JdbcTemplate batches) {
		this.jdbc = jdbc;
		this.batches = batches;
	}

	@Override
	public String name() {
		return "accuracy";
	}

	@Override
	public Class<ArchivedForecasts> content() {
		return ArchivedForecasts.class;
	}

	@Override
	public Class<Added> receipt() {
		return Added.class;
	}

	@Override
	public Optional<ArchivedForecasts> export(ReaderId reader) {
		List<Finish> finishes = this.jdbc
			.sql("""
					SELECT tbr_id, week, made_on, origin, stage, title, early, middle, late, naive, ahead, verdict, finished_on
					FROM foretold_finishes WHERE user_id = ? ORDER BY week DESC, late, middle, early, title, tbr_id LIMIT ?""")
			.params(reader.value(), ArchivedForecasts.MOST)
			.query(AccuracyArchivePart::finish)
			.list();
		return finishes.isEmpty() ? Optional.empty() : Optional.of(new ArchivedForecasts(finishes));
	}

	@Override
	public List<PartAddition> preview(ReaderId reader, ArchivedForecasts content) {
		int missing = missing(reader, content).size();
		return (missing > 0) ? List.of(new PartAddition("forecasts", missing)) : List.of();
	}

	@Override
	public Optional<Added> add(ReaderId reader, ArchivedForecasts content) {
		List<Finish> missing = missing(reader, content);
		this.batches.batchUpdate("""
				INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle,
				  late, naive, ahead, verdict, finished_on)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?) ON CONFLICT DO NOTHING""",
				missing.stream().map(finish -> row(reader, finish)).toList());
		return missing.isEmpty() ? Optional.empty()
				: Optional.of(new Added(missing.stream().map(Finish::key).toList()));
	}

	@Override
	public void takeBack(ReaderId reader, Added added) {
		this.batches.batchUpdate("DELETE FROM foretold_finishes WHERE user_id = ? AND tbr_id = ? AND week = ?",
				added.forecasts()
					.stream()
					.map(key -> new Object[] { reader.value(), key.book().value(), Date.valueOf(key.week()) })
					.toList());
	}

	/**
	 * Returns the archived forecasts that this account lacks. If the archive holds two
	 * for the same week and book, the first is taken.
	 */
	private List<Finish> missing(ReaderId reader, ArchivedForecasts content) {
		Set<ArchivedForecasts.Key> known = new HashSet<>();
		Set<ForecastContent> contents = new HashSet<>();
		this.jdbc
			.sql("SELECT tbr_id, week, made_on, title, early, middle, late FROM foretold_finishes WHERE user_id = ?")
			.param(reader.value())
			.query(row -> {
				LocalDate week = row.getObject(2, LocalDate.class);
				known.add(new ArchivedForecasts.Key(new EntryId(row.getObject(1, UUID.class)), week));
				contents.add(new ForecastContent(week, row.getObject(3, LocalDate.class), row.getString(4),
						row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class),
						row.getObject(7, LocalDate.class)));
			});
		LocalDate last = this.jdbc.sql("SELECT %s FROM users WHERE user_id = ?".formatted(LAST_IMPORTED_DAY))
			.param(reader.value())
			.query(LocalDate.class)
			.single();
		return content.finishes()
			.stream()
			.filter(finish -> !finish.madeOn().isAfter(last))
			.filter(finish -> !contents.contains(new ForecastContent(finish.week(), finish.madeOn(), finish.title(),
					finish.early(), finish.middle(), finish.late())) && known.add(finish.key()))
			.toList();
	}

	private static @Nullable Object[] row(ReaderId reader, Finish finish) {
		return new @Nullable Object[] { reader.value(), finish.book().value(), Date.valueOf(finish.week()),
				Date.valueOf(finish.madeOn()), Date.valueOf(finish.origin()), finish.stage().name(), finish.title(),
				Date.valueOf(finish.early()), Date.valueOf(finish.middle()), Date.valueOf(finish.late()),
				(finish.naive() != null) ? Date.valueOf(finish.naive()) : null,
				finish.ahead().stream().map(book -> book.value().toString()).collect(Collectors.joining(",", "{", "}")),
				(finish.verdict() != null) ? finish.verdict().name() : null,
				(finish.finishedOn() != null) ? Date.valueOf(finish.finishedOn()) : null };
	}

	private static Finish finish(ResultSet row, int number) throws SQLException {
		String verdict = row.getString("verdict");
		return new Finish(new EntryId(row.getObject("tbr_id", UUID.class)), row.getObject("week", LocalDate.class),
				row.getObject("made_on", LocalDate.class), row.getObject("origin", LocalDate.class),
				ForecastStage.valueOf(row.getString("stage")), row.getString("title"),
				row.getObject("early", LocalDate.class), row.getObject("middle", LocalDate.class),
				row.getObject("late", LocalDate.class), row.getObject("naive", LocalDate.class),
				Stream.of((UUID[]) row.getArray("ahead").getArray()).map(EntryId::new).toList(),
				(verdict != null) ? ForecastVerdict.valueOf(verdict) : null,
				row.getObject("finished_on", LocalDate.class));
	}

	/**
	 * Identifies a forecast by its content. The import gives a removed book a new entry
	 * id each time, so the id alone would not recognise a forecast that was imported
	 * before.
	 */
	private record ForecastContent(LocalDate week, LocalDate madeOn, String title, LocalDate early, LocalDate middle,
			LocalDate late) {
	}

}
