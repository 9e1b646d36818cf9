-- A document is put together again by whatever changes what it says: the stamp of each making lets a reader of the API
-- tell that what it remembers of an article is today's, without reading the article. A table can be given no such
-- default later, so it is made again.
CREATE TABLE unstamped_pages AS SELECT region_code, article_id, type, path, document, links_json, html FROM article_pages;
DROP TABLE article_pages;
CREATE TABLE article_pages (
  region_code text NOT NULL,
  article_id integer NOT NULL,
  type text NOT NULL,
  path text NOT NULL,
  document text NOT NULL,
  links_json text NOT NULL,
  html text NOT NULL,
  stamp text DEFAULT (hex(randomblob(8))) NOT NULL,
  PRIMARY KEY (region_code, article_id)
) STRICT;
CREATE INDEX article_pages_path ON article_pages (region_code, path, type);
INSERT INTO article_pages (region_code, article_id, type, path, document, links_json, html)
  SELECT region_code, article_id, type, path, document, links_json, html FROM unstamped_pages;
DROP TABLE unstamped_pages;
