-- What pages need to know of a picture's variants: the key in their addresses, which changes with the file (empty where none
-- are made), and the colour that stands in their place until they come (empty where none should). A region's frame holds its
-- social image, which stands for every page without a picture of its own.
ALTER TABLE media ADD COLUMN variant_key text DEFAULT '' NOT NULL;
ALTER TABLE media ADD COLUMN color text DEFAULT '' NOT NULL;

DROP VIEW IF EXISTS media_documents;
CREATE VIEW media_documents AS SELECT m.region_code, m.id, json_object(
  'id', m.id, 'file', m.file, 'alt', m.alt, 'caption', m.caption_html, 'credit', m.credit, 'mimeType', m.mime_type,
  'widthPx', m.width_px, 'heightPx', m.height_px, 'sourceUrl', m.source_url,
  'isStored', json(iif(m.is_stored, 'true', 'false')), 'variantKey', m.variant_key, 'color', m.color,
  -- Where there are variants nobody chooses among WordPress's sizes.
  'files', json(iif(m.variant_key <> '', '[]', (SELECT json_group_array(json_array(f.file, f.width_px, f.mime_type) ORDER BY f.width_px) FROM (
      SELECT m.file, m.width_px, m.mime_type
      UNION ALL SELECT s.value ->> 'file', s.value ->> 'widthPx', s.value ->> 'mimeType' FROM json_each(m.sizes_json) s) f)))
) AS document FROM media m;

DROP VIEW IF EXISTS region_documents;
CREATE VIEW region_documents AS SELECT r.code, r.path, r.position, json_object(
  'code', r.code, 'path', r.path, 'locale', r.locale, 'direction', r.direction, 'timezone', r.timezone, 'name', r.name,
  'tagline', r.tagline, 'label', r.label, 'accent', r.accent, 'organisation', json(r.organisation_json),
  'footer', json(r.footer_json), 'callToAction', json(r.call_to_action_json), 'postsPerPage', r.posts_per_page,
  'searchDiacritics', r.search_diacritics, 'defaultCategoryId', r.default_category_id,
  'isXDefault', json(iif(r.is_x_default, 'true', 'false')), 'position', r.position, 'version', r.version,
  'navigation', (SELECT json_group_object(n.location, json(n.items_json)) FROM navigation n WHERE n.region_code = r.code),
  'socialImage', (SELECT json_remove(m.document, '$.caption', '$.credit') FROM media_documents m
    WHERE m.region_code = r.code AND m.id = r.social_image_id)
) AS document FROM regions r;

-- What is said of it is on every page of the region, which is purged in the batch of the change.
DROP TRIGGER IF EXISTS social_images_updated;
CREATE TRIGGER social_images_updated AFTER UPDATE ON media
WHEN EXISTS (SELECT 1 FROM regions WHERE code = new.region_code AND social_image_id = new.id) BEGIN
  INSERT INTO stale_frames VALUES (new.region_code);
  INSERT INTO changes (subjects_json, created_at, due_at)
    VALUES (json_array(json_object('kind', 'region', 'region', new.region_code)), unixepoch(), 0);
END;
DROP TRIGGER IF EXISTS social_images_deleted;
CREATE TRIGGER social_images_deleted AFTER DELETE ON media
WHEN EXISTS (SELECT 1 FROM regions WHERE code = old.region_code AND social_image_id = old.id) BEGIN
  UPDATE regions SET social_image_id = 0 WHERE code = old.region_code;
  INSERT INTO changes (subjects_json, created_at, due_at)
    VALUES (json_array(json_object('kind', 'region', 'region', old.region_code)), unixepoch(), 0);
END;

-- Documents made before lack what the views say now.
INSERT INTO stale_frames VALUES ('');
INSERT INTO stale_articles SELECT region_code, id FROM articles WHERE featured_media_id <> 0;
