-- Rows come in the order of their weeks, so a range of pages names a few weeks
CREATE INDEX foretold_finishes_by_week ON foretold_finishes USING brin (week) WITH (autosummarize = on);
