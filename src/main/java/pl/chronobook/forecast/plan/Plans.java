package pl.chronobook.forecast.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.forecast.PlanChanged;
import pl.chronobook.forecast.domain.ImpossiblePeriodException.Reason;
import pl.chronobook.forecast.domain.PlannedPeriod.Reading;
import pl.chronobook.identity.ReaderId;

/**
 * What readers tell the forecast. Whatever makes another forecast first raises the plan's
 * revision, and so the changes of one reader take turns.
 */
@Service
@Transactional
public class Plans {

	/** How many periods a reader may have. */
	public static final int MOST_PERIODS = 100;

	/** How many removals can be taken back. */
	private static final int UNDO = 20;

	private static final Plan NOTHING = new Plan(0, null, null, List.of());

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Plans(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** The plan of a reader, in two queries. */
	@Transactional(readOnly = true)
	public Plan of(ReaderId reader) {
		Plan told = this.jdbc.sql("SELECT revision, pages_per_week, deadline FROM forecast_plans WHERE user_id = ?")
			.param(reader.value())
			.query((row, number) -> new Plan(row.getLong(1), row.getObject(2, Integer.class),
					row.getObject(3, LocalDate.class), List.of()))
			.optional()
			.orElse(NOTHING);
		return new Plan(told.revision(), told.assumedPagesPerWeek(), told.deadline(), periods(reader));
	}

	/**
	 * Takes the reader's own guess as the pace, until a history corrects it.
	 * @param pagesPerWeek 1 to 5,000
	 */
	public void assume(ReaderId reader, int pagesPerWeek) {
		changed(reader);
		this.jdbc.sql("UPDATE forecast_plans SET pages_per_week = ? WHERE user_id = ?")
			.params(pagesPerWeek, reader.value())
			.update();
	}

	/**
	 * Keeps the one day by which the reader would like to finish the list. The forecast
	 * stays what it is.
	 */
	public void keepDeadline(ReaderId reader, LocalDate deadline) {
		this.jdbc.sql("""
				INSERT INTO forecast_plans (user_id, deadline, revision) VALUES (?, ?, 0)
				ON CONFLICT (user_id) DO UPDATE SET deadline = excluded.deadline""")
			.params(reader.value(), deadline)
			.update();
	}

	/** Forgets the deadline, if there is one. */
	public void dropDeadline(ReaderId reader) {
		this.jdbc.sql("UPDATE forecast_plans SET deadline = NULL WHERE user_id = ?").param(reader.value()).update();
	}

	/**
	 * Adds a period; one with an id that is there already stays as it is.
	 * @throws ImpossiblePeriodException if there are too many
	 */
	public void add(ReaderId reader, PlannedPeriod period) {
		if (isKnown(period.id(), periods(reader))) {
			return;
		}
		changed(reader);
		List<PlannedPeriod> known = periods(reader);
		if (isKnown(period.id(), known)) {
			return;
		}
		if (known.size() >= MOST_PERIODS) {
			throw new ImpossiblePeriodException(Reason.TOO_MANY);
		}
		insert(reader, period);
	}

	private void insert(ReaderId reader, PlannedPeriod period) {
		this.jdbc.sql("""
				INSERT INTO planned_periods (user_id, period_id, first_day, last_day, reading, label)
				VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
			.params(reader.value(), period.id(), period.from(), period.to(), period.reading().name(), period.label())
			.update();
	}

	/**
	 * Changes a period.
	 * @throws NoSuchPeriodException if the reader has none with its id
	 */
	public void change(ReaderId reader, PlannedPeriod period) {
		changed(reader);
		found(period.id(),
				this.jdbc.sql("""
						UPDATE planned_periods SET first_day = ?, last_day = ?, reading = ?, label = ?
						WHERE user_id = ? AND period_id = ? AND removed_at IS NULL""")
					.params(period.from(), period.to(), period.reading().name(), period.label(), reader.value(),
							period.id())
					.update());
	}

	/**
	 * Removes a period; the last {@value #UNDO} removals can be taken back.
	 * @throws NoSuchPeriodException if the reader has none with this id
	 */
	public void remove(ReaderId reader, UUID period) {
		changed(reader);
		found(period, this.jdbc
			.sql("UPDATE planned_periods SET removed_at = coalesce(removed_at, ?) WHERE user_id = ? AND period_id = ?")
			.params(Timestamp.from(this.clock.instant()), reader.value(), period)
			.update());
		this.jdbc.sql("""
				DELETE FROM planned_periods WHERE user_id = :reader AND period_id IN
				  (SELECT period_id FROM planned_periods WHERE user_id = :reader AND removed_at IS NOT NULL
				   ORDER BY removed_at DESC, period_id OFFSET :kept)""")
			.param("reader", reader.value())
			.param("kept", UNDO)
			.update();
	}

	/**
	 * Takes a removal back.
	 * @throws NoSuchPeriodException if the reader has none with this id any more
	 * @throws ImpossiblePeriodException if there are too many meanwhile
	 */
	public void restore(ReaderId reader, UUID period) {
		changed(reader);
		found(period,
				this.jdbc.sql("UPDATE planned_periods SET removed_at = NULL WHERE user_id = ? AND period_id = ?")
					.params(reader.value(), period)
					.update());
		if (periods(reader).size() > MOST_PERIODS) {
			throw new ImpossiblePeriodException(Reason.TOO_MANY);
		}
	}

	/** What of a plan the reader has nothing of; a period must not meet one there is. */
	@Transactional(readOnly = true)
	ToldPlan missing(ReaderId reader, ToldPlan told) {
		Plan plan = of(reader);
		List<UUID> taken = this.jdbc.sql("SELECT period_id FROM planned_periods WHERE user_id = ?")
			.param(reader.value())
			.query(UUID.class)
			.list();
		return new ToldPlan((plan.assumedPagesPerWeek() == null) ? told
			.pagesPerWeek() : null, (plan.deadline() == null) ? told.deadline() : null, told.periods()
				.stream()
				.filter(period -> !taken.contains(period.id()) && plan.periods().stream().noneMatch(period::overlaps))
				.limit(MOST_PERIODS - plan.periods().size())
				.toList());
	}

	/**
	 * Takes from another plan what the reader has nothing of.
	 * @return what was taken
	 */
	ToldPlan fill(ReaderId reader, ToldPlan told) {
		if (missing(reader, told).isNothing()) {
			return new ToldPlan(null, null, List.of());
		}
		changed(reader);
		ToldPlan missing = missing(reader, told);
		this.jdbc.sql("""
				UPDATE forecast_plans SET pages_per_week = coalesce(pages_per_week, ?), deadline = coalesce(deadline, ?)
				WHERE user_id = ?""")
			.params(number(missing.pagesPerWeek()), day(missing.deadline()), reader.value())
			.update();
		missing.periods().forEach(period -> insert(reader, period));
		return missing;
	}

	/** Forgets what was filled in, as far as the reader has left it as it was. */
	void takeBack(ReaderId reader, ToldPlan filled) {
		changed(reader);
		this.jdbc.sql("""
				UPDATE forecast_plans SET pages_per_week = nullif(pages_per_week, ?), deadline = nullif(deadline, ?)
				WHERE user_id = ?""")
			.params(number(filled.pagesPerWeek()), day(filled.deadline()), reader.value())
			.update();
		for (PlannedPeriod period : filled.periods()) {
			this.jdbc.sql("""
					DELETE FROM planned_periods WHERE user_id = ? AND period_id = ?
					  AND (first_day, last_day, reading, label) = (?, ?, ?, ?)""")
				.params(reader.value(), period.id(), period.from(), period.to(), period.reading().name(),
						period.label())
				.update();
		}
	}

	private static SqlParameterValue number(@Nullable Integer number) {
		return new SqlParameterValue(Types.INTEGER, number);
	}

	private static SqlParameterValue day(@Nullable LocalDate day) {
		return new SqlParameterValue(Types.DATE, day);
	}

	private void changed(ReaderId reader) {
		long revision = this.jdbc.sql("""
				INSERT INTO forecast_plans (user_id) VALUES (?)
				ON CONFLICT (user_id) DO UPDATE SET revision = forecast_plans.revision + 1
				RETURNING revision""").param(reader.value()).query(Long.class).single();
		this.events.publishEvent(new PlanChanged(reader, revision));
	}

	private List<PlannedPeriod> periods(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT period_id, first_day, last_day, reading, label FROM planned_periods
				WHERE user_id = ? AND removed_at IS NULL ORDER BY first_day, last_day, period_id""")
			.param(reader.value())
			.query(Plans::period)
			.list();
	}

	private static boolean isKnown(UUID id, List<PlannedPeriod> periods) {
		return periods.stream().anyMatch(period -> period.id().equals(id));
	}

	private static PlannedPeriod period(ResultSet row, int number) throws SQLException {
		return new PlannedPeriod(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class),
				row.getObject(3, LocalDate.class), Reading.valueOf(row.getString(4)), row.getString(5));
	}

	private static void found(UUID period, int rows) {
		if (rows == 0) {
			throw new NoSuchPeriodException(period);
		}
	}

}
