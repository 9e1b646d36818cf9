-- What readers' pages show is put together here, at the write, so that a read is a few rows found by their keys.
-- The views say what a document holds; the triggers replace the documents that a write has touched, whoever
-- wrote it. The shapes are those of src/content/reading.ts and regions.ts.

CREATE VIEW media_documents AS SELECT m.region_code, m.id, json_object(
  'id', m.id, 'file', m.file, 'alt', m.alt, 'caption', m.caption, 'credit', m.credit, 'mimeType', m.mime_type,
  'widthPx', m.width_px, 'heightPx', m.height_px, 'sourceUrl', m.source_url,
  'isStored', json(iif(m.is_stored, 'true', 'false')),
  'files', (SELECT json_group_array(json_array(f.file, f.width_px, f.mime_type) ORDER BY f.width_px) FROM (
      SELECT m.file, m.width_px, m.mime_type
      UNION ALL SELECT s.value ->> 'file', s.value ->> 'widthPx', s.value ->> 'mimeType' FROM json_each(m.sizes_json) s) f)
) AS document FROM media m;

CREATE VIEW term_documents AS SELECT t.region_code, t.id, t.taxonomy, json_object(
  'id', t.id, 'taxonomy', t.taxonomy, 'path', t.path, 'name', t.name
) AS document FROM terms t;

CREATE VIEW card_documents AS SELECT a.region_code, a.id AS article_id, json_object(
  'id', a.id, 'path', a.path, 'title', a.title_text, 'excerpt', iif(a.password = '', a.excerpt_text, ''),
  'contentStart', iif(a.password = '' AND a.excerpt_text = '', substr(a.content_text, 1, 240), ''),
  'publishedAt', a.published_at, 'wordCount', a.word_count,
  'author', (SELECT json_object('id', u.author_id, 'nicename', u.nicename, 'name', u.name) FROM authors u WHERE u.author_id = a.author_id),
  'category', (SELECT json(t.document) FROM article_terms k JOIN term_documents t ON t.region_code = k.region_code AND t.id = k.term_id
    WHERE k.region_code = a.region_code AND k.article_id = a.id AND k.position = 0 AND t.taxonomy = 'category'),
  'media', (SELECT json_remove(m.document, '$.caption', '$.credit') FROM media_documents m
    WHERE m.region_code = a.region_code AND m.id = a.featured_media_id)
) AS document FROM articles a WHERE a.status = 'publish';

-- The posts beside a post: the one before it and after it on the home page, then those just before it in its first
-- category. What is published later changes no related post, so that an archive does not go stale.
CREATE VIEW page_links AS SELECT a.region_code, a.id AS article_id, json_array(
  (SELECT l.article_id FROM listings l WHERE l.region_code = a.region_code AND l.subject = 'home'
    AND (l.published_at, l.article_id) < (a.published_at, a.id) ORDER BY l.published_at DESC, l.article_id DESC LIMIT 1),
  (SELECT l.article_id FROM listings l WHERE l.region_code = a.region_code AND l.subject = 'home'
    AND (l.published_at, l.article_id) > (a.published_at, a.id) ORDER BY l.published_at, l.article_id LIMIT 1),
  (SELECT l.article_id FROM listings l WHERE l.region_code = a.region_code AND l.subject = 'term:' || (
      SELECT k.term_id FROM article_terms k WHERE k.region_code = a.region_code AND k.article_id = a.id AND k.position = 0)
    AND (l.published_at, l.article_id) < (a.published_at, a.id) ORDER BY l.published_at DESC, l.article_id DESC LIMIT 1 OFFSET 0),
  (SELECT l.article_id FROM listings l WHERE l.region_code = a.region_code AND l.subject = 'term:' || (
      SELECT k.term_id FROM article_terms k WHERE k.region_code = a.region_code AND k.article_id = a.id AND k.position = 0)
    AND (l.published_at, l.article_id) < (a.published_at, a.id) ORDER BY l.published_at DESC, l.article_id DESC LIMIT 1 OFFSET 1),
  (SELECT l.article_id FROM listings l WHERE l.region_code = a.region_code AND l.subject = 'term:' || (
      SELECT k.term_id FROM article_terms k WHERE k.region_code = a.region_code AND k.article_id = a.id AND k.position = 0)
    AND (l.published_at, l.article_id) < (a.published_at, a.id) ORDER BY l.published_at DESC, l.article_id DESC LIMIT 1 OFFSET 2)
) AS links_json FROM articles a WHERE a.type = 'post'
UNION ALL SELECT region_code, id, '[null,null]' FROM articles WHERE type = 'page';

CREATE VIEW page_documents AS SELECT a.region_code, a.id AS article_id, a.type, a.path, iif(a.password = '', a.content_html, '') AS html,
  (SELECT l.links_json FROM page_links l WHERE l.region_code = a.region_code AND l.article_id = a.id) AS links_json,
  json_object(
    'id', a.id, 'type', a.type, 'path', a.path, 'title', a.title_text,
    'excerpt', iif(a.password = '', a.excerpt_text, ''),
    'contentStart', iif(a.password = '' AND a.excerpt_text = '', substr(a.content_text, 1, 240), ''),
    'headings', json(a.headings_json), 'mediaIds', json(a.media_ids_json), 'wordCount', a.word_count,
    'isProtected', json(iif(a.password = '', 'false', 'true')),
    'publishedAt', a.published_at, 'modifiedAt', a.modified_at, 'seo', json(a.seo_json), 'version', a.version,
    'author', (SELECT json_object('id', u.author_id, 'nicename', u.nicename, 'name', u.name, 'role', u.role, 'description', u.description,
      'portrait', u.portrait, 'url', u.url, 'sameAs', json(u.same_as_json)) FROM authors u WHERE u.author_id = a.author_id),
    'media', (SELECT json(m.document) FROM media_documents m WHERE m.region_code = a.region_code AND m.id = a.featured_media_id),
    'terms', (SELECT json_group_array(json(t.document) ORDER BY k.position) FROM article_terms k
      JOIN term_documents t ON t.region_code = k.region_code AND t.id = k.term_id
      WHERE k.region_code = a.region_code AND k.article_id = a.id),
    'siblings', (SELECT json_group_array(json_object('region', s.region_code, 'id', s.id, 'path', s.path)) FROM articles s
      WHERE s.translation_group_id = a.translation_group_id AND s.status = 'publish' AND s.key <> a.key)
  ) AS document FROM articles a WHERE a.status = 'publish';

CREATE VIEW region_documents AS SELECT r.code, r.path, r.position, json_object(
  'code', r.code, 'path', r.path, 'locale', r.locale, 'direction', r.direction, 'timezone', r.timezone, 'name', r.name,
  'tagline', r.tagline, 'label', r.label, 'accent', r.accent, 'organisation', json(r.organisation_json),
  'footer', json(r.footer_json), 'callToAction', json(r.call_to_action_json), 'postsPerPage', r.posts_per_page,
  'searchDiacritics', r.search_diacritics, 'defaultCategoryId', r.default_category_id,
  'isXDefault', json(iif(r.is_x_default, 'true', 'false')), 'position', r.position, 'version', r.version,
  'navigation', (SELECT json_group_object(n.location, json(n.items_json)) FROM navigation n WHERE n.region_code = r.code)
) AS document FROM regions r;

CREATE VIEW frame_documents AS SELECT path, json_object('region', json(document), 'regions', (
    SELECT json_group_array(json_object('code', r.code, 'path', r.path, 'locale', r.locale, 'label', r.label,
      'isXDefault', json(iif(r.is_x_default, 'true', 'false'))) ORDER BY r.position, r.code) FROM regions r
  )) AS document FROM region_documents
UNION ALL SELECT '*', json_object('region', NULL, 'regions', (
    SELECT json_group_array(json(d.document) ORDER BY d.position, d.code) FROM region_documents d
  ));

-- What is inserted here has its documents made again: the one place that writes them, since SQLite has no procedures.
CREATE VIEW stale_articles AS SELECT region_code, id AS article_id FROM articles WHERE 0;
CREATE TRIGGER stale_articles_renewed INSTEAD OF INSERT ON stale_articles BEGIN
  DELETE FROM article_cards WHERE region_code = new.region_code AND article_id = new.article_id;
  INSERT INTO article_cards (region_code, article_id, document)
    SELECT region_code, article_id, document FROM card_documents WHERE region_code = new.region_code AND article_id = new.article_id;
  DELETE FROM article_pages WHERE region_code = new.region_code AND article_id = new.article_id;
  INSERT INTO article_pages (region_code, article_id, type, path, document, links_json, html)
    SELECT region_code, article_id, type, path, document, links_json, html FROM page_documents
    WHERE region_code = new.region_code AND article_id = new.article_id;
END;

-- An article, and its siblings, whose pages link to it.
CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
  INSERT INTO stale_articles SELECT new.region_code, new.id
    UNION SELECT region_code, id FROM articles WHERE translation_group_id = new.translation_group_id;
END;
CREATE TRIGGER articles_updated AFTER UPDATE ON articles BEGIN
  INSERT INTO stale_articles SELECT new.region_code, new.id
    UNION SELECT region_code, id FROM articles WHERE translation_group_id IN (old.translation_group_id, new.translation_group_id);
END;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
  INSERT INTO stale_articles SELECT old.region_code, old.id
    UNION SELECT region_code, id FROM articles WHERE translation_group_id = old.translation_group_id;
END;
CREATE TRIGGER article_terms_inserted AFTER INSERT ON article_terms BEGIN
  INSERT INTO stale_articles VALUES (new.region_code, new.article_id);
END;
CREATE TRIGGER article_terms_updated AFTER UPDATE ON article_terms BEGIN
  INSERT INTO stale_articles VALUES (new.region_code, new.article_id);
END;
CREATE TRIGGER article_terms_deleted AFTER DELETE ON article_terms BEGIN
  INSERT INTO stale_articles VALUES (old.region_code, old.article_id);
END;

-- Whoever stood beside a post that came or went. Their links alone change.
CREATE VIEW stale_links AS SELECT region_code, subject, published_at, article_id FROM listings WHERE 0;
CREATE TRIGGER stale_links_renewed INSTEAD OF INSERT ON stale_links WHEN new.subject = 'home' OR new.subject GLOB 'term:*' BEGIN
  UPDATE article_pages SET links_json = (SELECT l.links_json FROM page_links l
      WHERE l.region_code = article_pages.region_code AND l.article_id = article_pages.article_id)
    WHERE region_code = new.region_code AND article_id IN (
      SELECT new.article_id
      UNION ALL SELECT article_id FROM (SELECT article_id FROM listings WHERE region_code = new.region_code AND subject = new.subject
        AND (published_at, article_id) < (new.published_at, new.article_id) ORDER BY published_at DESC, article_id DESC LIMIT 1)
      UNION ALL SELECT article_id FROM (SELECT article_id FROM listings WHERE region_code = new.region_code AND subject = new.subject
        AND (published_at, article_id) > (new.published_at, new.article_id) ORDER BY published_at, article_id LIMIT 3));
END;
CREATE TRIGGER listings_added_links AFTER INSERT ON listings BEGIN
  INSERT INTO stale_links VALUES (new.region_code, new.subject, new.published_at, new.article_id);
END;
CREATE TRIGGER listings_removed_links AFTER DELETE ON listings BEGIN
  INSERT INTO stale_links VALUES (old.region_code, old.subject, old.published_at, old.article_id);
END;

-- What articles show of other tables.
CREATE TRIGGER authors_updated AFTER UPDATE ON authors BEGIN
  INSERT INTO stale_articles SELECT region_code, id FROM articles
    WHERE region_code IN (SELECT code FROM regions) AND author_id = new.author_id;
END;
CREATE TRIGGER terms_updated AFTER UPDATE OF path, name ON terms BEGIN
  INSERT INTO stale_articles SELECT region_code, article_id FROM article_terms WHERE region_code = new.region_code AND term_id = new.id;
END;
CREATE TRIGGER media_inserted AFTER INSERT ON media BEGIN
  INSERT INTO stale_articles SELECT region_code, id FROM articles
    WHERE region_code = new.region_code AND featured_media_id = new.id AND featured_media_id <> 0;
END;
CREATE TRIGGER media_updated AFTER UPDATE ON media BEGIN
  INSERT INTO stale_articles SELECT region_code, id FROM articles
    WHERE region_code = new.region_code AND featured_media_id = new.id AND featured_media_id <> 0;
END;
CREATE TRIGGER media_deleted AFTER DELETE ON media BEGIN
  INSERT INTO stale_articles SELECT region_code, id FROM articles
    WHERE region_code = old.region_code AND featured_media_id = old.id AND featured_media_id <> 0;
END;

-- Settings and menus: every frame links to every region.
CREATE VIEW stale_frames AS SELECT code FROM regions WHERE 0;
CREATE TRIGGER stale_frames_renewed INSTEAD OF INSERT ON stale_frames BEGIN
  DELETE FROM region_frames;
  INSERT INTO region_frames (path, document) SELECT path, document FROM frame_documents;
END;
CREATE TRIGGER regions_inserted AFTER INSERT ON regions BEGIN INSERT INTO stale_frames VALUES (new.code); END;
CREATE TRIGGER regions_updated AFTER UPDATE ON regions BEGIN INSERT INTO stale_frames VALUES (new.code); END;
CREATE TRIGGER regions_deleted AFTER DELETE ON regions BEGIN INSERT INTO stale_frames VALUES (old.code); END;
CREATE TRIGGER navigation_inserted AFTER INSERT ON navigation BEGIN INSERT INTO stale_frames VALUES (new.region_code); END;
CREATE TRIGGER navigation_updated AFTER UPDATE ON navigation BEGIN INSERT INTO stale_frames VALUES (new.region_code); END;
CREATE TRIGGER navigation_deleted AFTER DELETE ON navigation BEGIN INSERT INTO stale_frames VALUES (old.region_code); END;
