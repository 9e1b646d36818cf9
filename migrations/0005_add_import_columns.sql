-- What an import needs to know of the old site: its ids, so that what comes in parts finds what came before, and which
-- files have come since the bodies that show them were cleaned.
ALTER TABLE articles ADD COLUMN comment_count integer DEFAULT 0 NOT NULL;
ALTER TABLE terms ADD COLUMN source_id integer;
ALTER TABLE terms ADD COLUMN source_parent_id integer;
ALTER TABLE media ADD COLUMN source_id integer;
ALTER TABLE media ADD COLUMN is_fresh integer DEFAULT 0 NOT NULL;
CREATE INDEX articles_by_parent ON articles (region_code, parent_id) WHERE parent_id <> 0;
CREATE INDEX terms_by_source ON terms (region_code, source_id) WHERE source_id is not null;
CREATE INDEX terms_by_source_parent ON terms (region_code, source_parent_id) WHERE source_parent_id is not null;
CREATE INDEX media_by_source ON media (region_code, source_id) WHERE source_id is not null;
CREATE INDEX media_fresh ON media (region_code) WHERE is_fresh = 1;
CREATE INDEX media_unstored ON media (region_code, id) WHERE is_stored = 0;
