ALTER TABLE forecast_plans ADD COLUMN goal_books integer CHECK (goal_books BETWEEN 1 AND 1000);
COMMENT ON COLUMN forecast_plans.goal_books IS 'How many books the reader would like to finish in each year.';
