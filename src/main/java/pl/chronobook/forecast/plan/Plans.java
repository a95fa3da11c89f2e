package pl.chronobook.forecast.plan;

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
import pl.chronobook.forecast.plan.Goal.Unit;
import pl.chronobook.forecast.plan.ImpossiblePeriodException.Reason;
import pl.chronobook.forecast.plan.PlannedPeriod.Amount;
import pl.chronobook.identity.ReaderId;

/**
 * Stores the plans of readers. A change that affects the forecast first raises the plan's
 * revision, whose row lock serialises the changes of one reader.
 */
@Service
@Transactional
public class Plans {

	/** The most periods that one reader can plan. */
	public static final int MOST_PERIODS = 100;

	/** The highest assumed pace. */
	public static final int MOST_PAGES_PER_WEEK = 5_000;

	/** The number of removals that can be undone; older ones are deleted for good. */
	private static final int UNDO = 20;

	private static final Plan NOTHING = new Plan(0, null, null, null, List.of());

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Plans(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** Returns the plan of a reader, which is empty until the reader sets something. */
	@Transactional(readOnly = true)
	public Plan of(ReaderId reader) {
		Plan stored = this.jdbc.sql("""
				SELECT revision, pages_per_week, deadline, goal_books, goal_pages
				FROM forecast_plans WHERE user_id = ?""")
			.param(reader.value())
			.query((row, number) -> new Plan(row.getLong(1), row.getObject(2, Integer.class),
					row.getObject(3, LocalDate.class),
					Goal.of(row.getObject(4, Integer.class), row.getObject(5, Integer.class)), List.of()))
			.optional()
			.orElse(NOTHING);
		return new Plan(stored.revision(), stored.assumedPagesPerWeek(), stored.deadline(), stored.goal(),
				periods(reader));
	}

	/**
	 * Stores the reader's own guess of the pace, which the forecast uses until there is a
	 * history to learn from.
	 * @param pagesPerWeek 1 to {@value #MOST_PAGES_PER_WEEK}
	 */
	public void assume(ReaderId reader, int pagesPerWeek) {
		changed(reader);
		this.jdbc.sql("UPDATE forecast_plans SET pages_per_week = ? WHERE user_id = ?")
			.params(pagesPerWeek, reader.value())
			.update();
	}

	/**
	 * Stores the deadline: the one day by which the reader would like to finish the list.
	 * It does not affect the forecast.
	 */
	public void keepDeadline(ReaderId reader, LocalDate deadline) {
		this.jdbc.sql("""
				INSERT INTO forecast_plans (user_id, deadline, revision) VALUES (?, ?, 0)
				ON CONFLICT (user_id) DO UPDATE SET deadline = excluded.deadline""")
			.params(reader.value(), deadline)
			.update();
	}

	/** Deletes the deadline, if there is one. */
	public void dropDeadline(ReaderId reader) {
		this.jdbc.sql("UPDATE forecast_plans SET deadline = NULL WHERE user_id = ?").param(reader.value()).update();
	}

	/**
	 * Stores what the reader would like to read in each year, in place of any other goal.
	 * It does not affect the forecast.
	 */
	public void keepGoal(ReaderId reader, Goal goal) {
		this.jdbc
			.sql("""
					INSERT INTO forecast_plans (user_id, goal_books, goal_pages, revision) VALUES (?, ?, ?, 0)
					ON CONFLICT (user_id) DO UPDATE SET goal_books = excluded.goal_books, goal_pages = excluded.goal_pages""")
			.params(reader.value(), number(Goal.amount(goal, Unit.BOOKS)), number(Goal.amount(goal, Unit.PAGES)))
			.update();
	}

	/** Deletes the goal, if there is one. */
	public void dropGoal(ReaderId reader) {
		this.jdbc.sql("UPDATE forecast_plans SET goal_books = NULL, goal_pages = NULL WHERE user_id = ?")
			.param(reader.value())
			.update();
	}

	/**
	 * Adds a period. Idempotent: a period with the same id stays unchanged, and the
	 * revision does not rise.
	 * @throws ImpossiblePeriodException if the reader has {@value #MOST_PERIODS} periods
	 * already
	 */
	public void add(ReaderId reader, PlannedPeriod period) {
		if (isKnown(period.id(), periods(reader))) {
			return;
		}
		changed(reader);
		// Read again under the row lock: the same period may have been added meanwhile
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
	 * Removes a period; the last {@value #UNDO} removals can be undone.
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
	 * Undoes a removal.
	 * @throws NoSuchPeriodException if the removed period has been deleted for good
	 * @throws ImpossiblePeriodException if the reader has planned too many others
	 * meanwhile
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

	/**
	 * Returns the part of an archived plan that fills a gap: a pace, deadline or goal
	 * that the reader has not set, and periods that overlap none of the reader's.
	 */
	@Transactional(readOnly = true)
	ArchivedPlan missing(ReaderId reader, ArchivedPlan archived) {
		Plan plan = of(reader);
		List<UUID> taken = this.jdbc.sql("SELECT period_id FROM planned_periods WHERE user_id = ?")
			.param(reader.value())
			.query(UUID.class)
			.list();
		List<PlannedPeriod> periods = archived.periods()
			.stream()
			.filter(period -> !taken.contains(period.id()) && plan.periods().stream().noneMatch(period::overlaps))
			.limit(MOST_PERIODS - plan.periods().size())
			.toList();
		return new ArchivedPlan((plan.assumedPagesPerWeek() == null) ? archived.pagesPerWeek() : null,
				(plan.deadline() == null) ? archived.deadline() : null,
				(plan.goal() == null) ? archived.goalBooks() : null,
				(plan.goal() == null) ? archived.goalPages() : null, periods);
	}

	/**
	 * Fills the gaps of the reader's plan from an archived one.
	 * @return what was filled in, for {@link #takeBack}
	 */
	ArchivedPlan fill(ReaderId reader, ArchivedPlan archived) {
		if (missing(reader, archived).isNothing()) {
			return new ArchivedPlan(null, null, null, null, List.of());
		}
		changed(reader);
		ArchivedPlan missing = missing(reader, archived);
		this.jdbc
			.sql("""
					UPDATE forecast_plans SET pages_per_week = coalesce(pages_per_week, ?), deadline = coalesce(deadline, ?),
					  goal_books = coalesce(goal_books, ?), goal_pages = coalesce(goal_pages, ?)
					WHERE user_id = ?""")
			.params(number(missing.pagesPerWeek()), day(missing.deadline()), number(missing.goalBooks()),
					number(missing.goalPages()), reader.value())
			.update();
		missing.periods().forEach(period -> insert(reader, period));
		return missing;
	}

	/** Undoes {@link #fill}, except for values that the reader has changed since. */
	void takeBack(ReaderId reader, ArchivedPlan filled) {
		changed(reader);
		this.jdbc.sql("""
				UPDATE forecast_plans SET pages_per_week = nullif(pages_per_week, ?), deadline = nullif(deadline, ?),
				  goal_books = nullif(goal_books, ?), goal_pages = nullif(goal_pages, ?)
				WHERE user_id = ?""")
			.params(number(filled.pagesPerWeek()), day(filled.deadline()), number(filled.goalBooks()),
					number(filled.goalPages()), reader.value())
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
				row.getObject(3, LocalDate.class), Amount.valueOf(row.getString(4)), row.getString(5));
	}

	private static void found(UUID period, int rows) {
		if (rows == 0) {
			throw new NoSuchPeriodException(period);
		}
	}

}
