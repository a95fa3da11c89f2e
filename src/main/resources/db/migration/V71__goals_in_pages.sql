-- A reader has one goal of the year, in books or in pages
ALTER TABLE forecast_plans
    ADD COLUMN goal_pages integer CHECK (goal_pages BETWEEN 1 AND 100000),
    ADD CONSTRAINT forecast_plans_one_goal CHECK (num_nonnulls(goal_books, goal_pages) <= 1);
COMMENT ON COLUMN forecast_plans.goal_pages IS 'How many pages the reader would like to read in each year.';
