-- What a group of versions was called where it was imported from, so that regions which are imported one after the other,
-- or elsewhere, find each other's articles again.
ALTER TABLE translation_groups ADD COLUMN source_key text;
CREATE UNIQUE INDEX translation_groups_by_source ON translation_groups (source_key) WHERE source_key is not null;
