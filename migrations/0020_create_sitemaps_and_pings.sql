-- What search engines and feed readers may find: an article that is out, open to all and not marked noindex, and what lists
-- such. An entry keeps the number of the sitemap that it came into, so that a sitemap is one range of an index, changes with
-- its own entries alone and never holds more than a thousand; a place that becomes free is not filled again.
CREATE TABLE sitemaps (
  region_code text NOT NULL,
  kind text NOT NULL,
  number integer NOT NULL,
  total integer DEFAULT 0 NOT NULL,
  modified_at integer DEFAULT 0 NOT NULL,
  PRIMARY KEY (region_code, kind, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sitemap_entries (
  region_code text NOT NULL,
  kind text NOT NULL,
  item_id integer NOT NULL,
  number integer NOT NULL,
  modified_at integer DEFAULT 0 NOT NULL,
  path text DEFAULT '' NOT NULL,
  canonical text DEFAULT '' NOT NULL,
  images_json text DEFAULT '[]' NOT NULL,
  siblings_json text DEFAULT '[]' NOT NULL,
  PRIMARY KEY (region_code, kind, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sitemap_entries_by_number ON sitemap_entries (region_code, kind, number);

-- Whom other services are still to be told of: written with the change, sent after its purge.
CREATE TABLE pings (
  region_code text NOT NULL,
  path text NOT NULL,
  article_id integer NOT NULL,
  is_indexnow_owed integer DEFAULT 1 NOT NULL,
  is_websub_owed integer DEFAULT 1 NOT NULL,
  due_at integer DEFAULT 0 NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  PRIMARY KEY (region_code, path),
  CONSTRAINT pings_indexnow_is_bool CHECK (is_indexnow_owed IN (0, 1)),
  CONSTRAINT pings_websub_is_bool CHECK (is_websub_owed IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Lines of robots.txt for the addresses of a region.
ALTER TABLE regions ADD COLUMN robots_rules text DEFAULT '' NOT NULL;

CREATE TRIGGER sitemap_entries_added AFTER INSERT ON sitemap_entries BEGIN
  INSERT INTO sitemaps (region_code, kind, number, total, modified_at)
    VALUES (new.region_code, new.kind, new.number, 1, new.modified_at)
    ON CONFLICT DO UPDATE SET total = total + 1, modified_at = max(modified_at, excluded.modified_at);
END;
CREATE TRIGGER sitemap_entries_changed AFTER UPDATE OF modified_at ON sitemap_entries WHEN new.modified_at > old.modified_at BEGIN
  UPDATE sitemaps SET modified_at = max(modified_at, new.modified_at)
    WHERE region_code = new.region_code AND kind = new.kind AND number = new.number;
END;
CREATE TRIGGER sitemap_entries_removed AFTER DELETE ON sitemap_entries BEGIN
  UPDATE sitemaps SET total = total - 1 WHERE region_code = old.region_code AND kind = old.kind AND number = old.number;
END;

CREATE VIEW mapped_articles AS SELECT p.region_code, p.type AS kind, p.article_id AS item_id, p.path,
  p.document ->> '$.modifiedAt' AS modified_at, coalesce(p.document ->> '$.seo.canonical', '') AS canonical,
  (SELECT json_group_array(file) FROM (
    SELECT p.document ->> '$.media.file' AS file WHERE p.document ->> '$.media.mimeType' GLOB 'image/*'
    UNION SELECT m.file FROM json_each(p.document, '$.mediaIds') i JOIN media m
      ON m.region_code = p.region_code AND m.id = i.value AND m.mime_type GLOB 'image/*'
  )) AS images_json,
  p.document -> '$.siblings' AS siblings_json
FROM article_pages p
WHERE NOT (p.document ->> '$.isProtected') AND coalesce(p.document ->> '$.seo.robots.index', '') <> 'noindex';

-- What is there already, the oldest first.
INSERT INTO sitemap_entries (region_code, kind, item_id, number, modified_at, path, canonical, images_json, siblings_json)
  SELECT m.region_code, m.kind, m.item_id,
    (row_number() OVER (PARTITION BY m.region_code, m.kind ORDER BY a.published_at, a.id) - 1) / 1000 + 1,
    m.modified_at, m.path, m.canonical, m.images_json, m.siblings_json
  FROM mapped_articles m JOIN articles a ON a.region_code = m.region_code AND a.id = m.item_id;
INSERT INTO sitemap_entries (region_code, kind, item_id, number)
  SELECT region_code, kind, item_id, (row_number() OVER (PARTITION BY region_code, kind ORDER BY item_id) - 1) / 1000 + 1 FROM (
    SELECT t.region_code, t.taxonomy AS kind, t.id AS item_id FROM listing_counts c
      JOIN terms t ON t.region_code = c.region_code AND t.id = cast(substr(c.subject, 6) AS integer) WHERE c.subject GLOB 'term:*'
    UNION ALL SELECT c.region_code, 'author', cast(substr(c.subject, 8) AS integer) FROM listing_counts c WHERE c.subject GLOB 'author:*'
  );

-- Every document of an article passes here when it is made again (migrations/0003).
CREATE TRIGGER article_pages_mapped AFTER INSERT ON article_pages BEGIN
  DELETE FROM sitemap_entries WHERE region_code = new.region_code AND kind = new.type AND item_id = new.article_id
    AND NOT EXISTS (SELECT 1 FROM mapped_articles m WHERE m.region_code = new.region_code AND m.item_id = new.article_id);
  INSERT INTO sitemap_entries (region_code, kind, item_id, number, modified_at, path, canonical, images_json, siblings_json)
    SELECT m.region_code, m.kind, m.item_id, coalesce((SELECT s.number + (s.total >= 1000) FROM sitemaps s
        WHERE s.region_code = new.region_code AND s.kind = new.type ORDER BY s.number DESC LIMIT 1), 1),
      m.modified_at, m.path, m.canonical, m.images_json, m.siblings_json
    FROM mapped_articles m WHERE m.region_code = new.region_code AND m.item_id = new.article_id
    ON CONFLICT DO UPDATE SET path = excluded.path, canonical = excluded.canonical, images_json = excluded.images_json,
      siblings_json = excluded.siblings_json
    WHERE (path, canonical, images_json, siblings_json)
      IS NOT (excluded.path, excluded.canonical, excluded.images_json, excluded.siblings_json);
END;
CREATE TRIGGER articles_unmapped AFTER UPDATE OF status ON articles WHEN new.status <> 'publish' AND old.status = 'publish' BEGIN
  DELETE FROM sitemap_entries WHERE region_code = old.region_code AND kind = old.type AND item_id = old.id;
END;
CREATE TRIGGER articles_deleted_unmapped AFTER DELETE ON articles BEGIN
  DELETE FROM sitemap_entries WHERE region_code = old.region_code AND kind = old.type AND item_id = old.id;
END;
-- A date of change is for what readers read: a search engine that finds nothing new there learns to pass it over.
CREATE TRIGGER articles_reworded AFTER UPDATE ON articles
  WHEN (new.title_text, new.excerpt_text, new.content_html, new.featured_media_id)
    IS NOT (old.title_text, old.excerpt_text, old.content_html, old.featured_media_id)
BEGIN
  UPDATE sitemap_entries SET modified_at = new.modified_at
    WHERE region_code = new.region_code AND kind = new.type AND item_id = new.id AND modified_at <> new.modified_at;
END;

-- Terms and authors come in with their first article; while they have none they are left out where they are read.
CREATE TRIGGER listing_counts_mapped AFTER INSERT ON listing_counts WHEN new.subject GLOB 'term:*' OR new.subject GLOB 'author:*' BEGIN
  INSERT INTO sitemap_entries (region_code, kind, item_id, number)
    SELECT new.region_code, kind, item_id, coalesce((SELECT s.number + (s.total >= 1000) FROM sitemaps s
        WHERE s.region_code = new.region_code AND s.kind = n.kind ORDER BY s.number DESC LIMIT 1), 1)
    FROM (
      SELECT t.taxonomy AS kind, t.id AS item_id FROM terms t
        WHERE t.region_code = new.region_code AND t.id = cast(substr(new.subject, 6) AS integer) AND new.subject GLOB 'term:*'
      UNION ALL SELECT 'author', cast(substr(new.subject, 8) AS integer) WHERE new.subject GLOB 'author:*'
    ) n WHERE true
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER terms_unmapped AFTER DELETE ON terms BEGIN
  DELETE FROM sitemap_entries WHERE region_code = old.region_code AND kind = old.taxonomy AND item_id = old.id;
END;
CREATE TRIGGER authors_unmapped AFTER DELETE ON authors BEGIN
  DELETE FROM sitemap_entries WHERE region_code IN (SELECT code FROM regions) AND kind = 'author' AND item_id = old.author_id;
END;
CREATE TRIGGER regions_unmapped AFTER DELETE ON regions BEGIN
  DELETE FROM sitemap_entries WHERE region_code = old.code;
  DELETE FROM sitemaps WHERE region_code = old.code;
  DELETE FROM pings WHERE region_code = old.code;
END;

-- What became visible, changed for a reader, moved or went. After what was there already: that is news to nobody.
CREATE VIEW stale_addresses AS SELECT region_code, path, article_id FROM pings WHERE 0;
CREATE TRIGGER stale_addresses_told INSTEAD OF INSERT ON stale_addresses BEGIN
  INSERT INTO pings (region_code, path, article_id) VALUES (new.region_code, new.path, new.article_id)
    ON CONFLICT DO UPDATE SET article_id = excluded.article_id, is_indexnow_owed = 1, is_websub_owed = 1, due_at = 0,
      attempts = 0, version = version + 1;
END;
CREATE TRIGGER sitemap_entries_added_told AFTER INSERT ON sitemap_entries WHEN new.kind IN ('post', 'page') BEGIN
  INSERT INTO stale_addresses VALUES (new.region_code, new.path, new.item_id);
END;
CREATE TRIGGER sitemap_entries_removed_told AFTER DELETE ON sitemap_entries WHEN old.kind IN ('post', 'page') BEGIN
  INSERT INTO stale_addresses VALUES (old.region_code, old.path, old.item_id);
END;
CREATE TRIGGER sitemap_entries_changed_told AFTER UPDATE OF modified_at, path ON sitemap_entries
  WHEN new.kind IN ('post', 'page') AND (new.modified_at, new.path) IS NOT (old.modified_at, old.path)
BEGIN
  INSERT INTO stale_addresses SELECT new.region_code, new.path, new.item_id
    UNION SELECT old.region_code, old.path, old.item_id;
END;
