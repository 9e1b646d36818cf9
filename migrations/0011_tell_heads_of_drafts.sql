-- The API tells the head of what is not out yet as well: page_documents makes the document of any article, and says
-- which are kept. Authors keep what WordPress's structured data called them; documents made before lack it, which is
-- the same as none.
ALTER TABLE authors ADD COLUMN schema_key text DEFAULT '' NOT NULL;

DROP TRIGGER stale_articles_renewed;
DROP VIEW page_documents;
CREATE VIEW page_documents AS SELECT a.region_code, a.id AS article_id, a.type, a.path, a.status, iif(a.password = '', a.content_html, '') AS html,
  (SELECT l.links_json FROM page_links l WHERE l.region_code = a.region_code AND l.article_id = a.id) AS links_json,
  json_object(
    'id', a.id, 'type', a.type, 'path', a.path, 'title', a.title_text,
    'excerpt', iif(a.password = '', a.excerpt_text, ''),
    'contentStart', iif(a.password = '' AND a.excerpt_text = '', substr(a.content_text, 1, 240), ''),
    'headings', json(a.headings_json), 'mediaIds', json(a.media_ids_json), 'wordCount', a.word_count,
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

CREATE TRIGGER stale_articles_renewed INSTEAD OF INSERT ON stale_articles BEGIN
  DELETE FROM article_cards WHERE region_code = new.region_code AND article_id = new.article_id;
  INSERT INTO article_cards (region_code, article_id, document)
    SELECT region_code, article_id, document FROM card_documents WHERE region_code = new.region_code AND article_id = new.article_id;
  DELETE FROM article_pages WHERE region_code = new.region_code AND article_id = new.article_id;
  INSERT INTO article_pages (region_code, article_id, type, path, document, links_json, html)
    SELECT region_code, article_id, type, path, document, links_json, html FROM page_documents
    WHERE region_code = new.region_code AND article_id = new.article_id AND status = 'publish';
END;
