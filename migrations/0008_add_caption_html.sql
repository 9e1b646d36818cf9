-- A caption as pages print it: WordPress's captions hold links and emphasis. What was stored before counts as plain text.
ALTER TABLE media ADD COLUMN caption_html text DEFAULT '' NOT NULL;

DROP VIEW media_documents;
CREATE VIEW media_documents AS SELECT m.region_code, m.id, json_object(
  'id', m.id, 'file', m.file, 'alt', m.alt, 'caption', m.caption_html, 'credit', m.credit, 'mimeType', m.mime_type,
  'widthPx', m.width_px, 'heightPx', m.height_px, 'sourceUrl', m.source_url,
  'isStored', json(iif(m.is_stored, 'true', 'false')),
  'files', (SELECT json_group_array(json_array(f.file, f.width_px, f.mime_type) ORDER BY f.width_px) FROM (
      SELECT m.file, m.width_px, m.mime_type
      UNION ALL SELECT s.value ->> 'file', s.value ->> 'widthPx', s.value ->> 'mimeType' FROM json_each(m.sizes_json) s) f)
) AS document FROM media m;

UPDATE media SET caption_html = replace(replace(replace(caption, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')
WHERE caption <> '';
