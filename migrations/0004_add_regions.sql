-- Where a new publication begins: three English-language regions without content. `insert or ignore`, so that
-- a region that exists is left as its owner made it.
INSERT OR IGNORE INTO regions (code, path, locale, timezone, name, label, is_x_default, position) VALUES
  ('ca', 'ca', 'en-CA', 'America/Toronto', 'Meridian Canada', 'Canada', 1, 1),
  ('us', 'us', 'en-US', 'America/New_York', 'Meridian United States', 'United States', 0, 2),
  ('uk', 'uk', 'en-GB', 'Europe/London', 'Meridian United Kingdom', 'United Kingdom', 0, 3);
INSERT OR IGNORE INTO sequences (region_code, kind, last_id) VALUES
  ('ca', 'content', 0), ('us', 'content', 0), ('uk', 'content', 0),
  ('ca', 'term', 1), ('us', 'term', 1), ('uk', 'term', 1);
INSERT OR IGNORE INTO terms (region_code, id, taxonomy, slug, path, name) VALUES
  ('ca', 1, 'category', 'uncategorized', 'uncategorized', 'Uncategorized'),
  ('us', 1, 'category', 'uncategorized', 'uncategorized', 'Uncategorized'),
  ('uk', 1, 'category', 'uncategorized', 'uncategorized', 'Uncategorized');
