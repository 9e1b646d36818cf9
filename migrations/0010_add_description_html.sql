-- A term's description as pages and the API give it: WordPress's hold links and emphasis. What was stored before counts as
-- plain text.
ALTER TABLE terms ADD COLUMN description_html text DEFAULT '' NOT NULL;

UPDATE terms SET description_html = replace(replace(replace(description, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')
WHERE description <> '';
