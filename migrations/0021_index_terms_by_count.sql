-- The categories with the most posts: the sections of a front page whose menu names none.
CREATE INDEX terms_by_count ON terms (region_code, taxonomy, count);
