-- What structured data tells of a body (its questions and answers), worked out when the body is written, and what a region
-- says of its heads. Frames get it here, so that region_documents stays as other migrations have it; articles made before lack
-- questions, which is the same as none.
ALTER TABLE articles ADD COLUMN faq_json text DEFAULT '[]' NOT NULL;
ALTER TABLE regions ADD COLUMN head_json text DEFAULT '{}' NOT NULL;

DROP VIEW IF EXISTS frame_documents;
CREATE VIEW frame_documents AS SELECT d.path, json_object(
  'region', json_set(d.document, '$.head', json((SELECT r.head_json FROM regions r WHERE r.code = d.code))), 'regions', (
    SELECT json_group_array(json_object('code', r.code, 'path', r.path, 'locale', r.locale, 'label', r.label,
      'isXDefault', json(iif(r.is_x_default, 'true', 'false'))) ORDER BY r.position, r.code) FROM regions r
  )) AS document FROM region_documents d
UNION ALL SELECT '*', json_object('region', NULL, 'regions', (
    SELECT json_group_array(json_set(d.document, '$.head', json((SELECT r.head_json FROM regions r WHERE r.code = d.code)))
      ORDER BY d.position, d.code) FROM region_documents d
  ));

DROP VIEW IF EXISTS page_documents;
CREATE VIEW page_documents AS SELECT a.region_code, a.id AS article_id, a.type, a.path, a.status, iif(a.password = '', a.content_html, '') AS html,
  (SELECT l.links_json FROM page_links l WHERE l.region_code = a.region_code AND l.article_id = a.id) AS links_json,
  json_object(
    'id', a.id, 'type', a.type, 'path', a.path, 'title', a.title_text,
    'excerpt', iif(a.password = '', a.excerpt_text, ''),
    'contentStart', iif(a.password = '' AND a.excerpt_text = '', substr(a.content_text, 1, 240), ''),
    'headings', json(a.headings_json), 'mediaIds', json(a.media_ids_json), 'wordCount', a.word_count,
    'faq', json(iif(a.password = '', a.faq_json, '[]')),
    'isProtected', json(iif(a.password = '', 'false', 'true')),
    'publishedAt', a.published_at, 'modifiedAt', a.modified_at, 'seo', json(a.seo_json), 'version', a.version,
    'author', (SELECT json_object('id', u.author_id, 'nicename', u.nicename, 'name', u.name, 'role', u.role, 'description', u.description,
      'portrait', u.portrait, 'url', u.url, 'sameAs', json(u.same_as_json), 'schemaKey', u.schema_key) FROM authors u WHERE u.author_id = a.author_id),
    'media', (SELECT json(m.document) FROM media_documents m WHERE m.region_code = a.region_code AND m.id = a.featured_media_id),
    'terms', (SELECT json_group_array(json(t.document) ORDER BY k.position) FROM article_terms k
      JOIN term_documents t ON t.region_code = k.region_code AND t.id = k.term_id
      WHERE k.region_code = a.region_code AND k.article_id = a.id),
    'siblings', (SELECT json_group_array(json_object('region', s.region_code, 'id', s.id, 'path', s.path)) FROM articles s
      WHERE s.translation_group_id = a.translation_group_id AND s.status = 'publish' AND s.key <> a.key)
  ) AS document FROM articles a;
INSERT INTO stale_frames VALUES ('');
