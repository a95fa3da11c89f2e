package pl.chronobook.forecast.web.planning;

import pl.chronobook.forecast.plan.Goal;

/**
 * The chance of reaching a goal by the end of the year.
 *
 * @param goal the goal
 * @param done the number of books or pages read this year
 * @param missing the number still to be read
 * @param padded the part of the missing number that the list does not contain; it counts
 * in books of average length
 * @param likelihood the probability of reaching the goal
 * @param pagesPerDay the pages a day that the goal takes, rounded up
 * @param pagesPerWeek the pages a week that the goal takes, rounded up; all of them if
 * less than a week is left
 * @param usualPerDay the pages a day that the reader reads at present, rounded
 */
public record GoalView(Goal goal, long done, long missing, long padded, Likelihood likelihood, long pagesPerDay,
		long pagesPerWeek, long usualPerDay) {
}
