-- The full-text index knows the region of what it holds, so that a search looks at no other region's articles, and the words
-- of titles have an index of their parts, from which a misspelt word gets its nearest. Only src/content/article-search.ts
-- writes them. The text is filled in as it is stored: scripts without spaces between words (Chinese, Japanese, Thai) are
-- taken apart at an article's next write.
DROP TABLE IF EXISTS article_search_fold;
DROP TABLE IF EXISTS article_search_keep;
CREATE VIRTUAL TABLE article_search_fold USING fts5(
  region, title, excerpt, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE article_search_keep USING fts5(
  region, title, excerpt, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
);

CREATE TABLE IF NOT EXISTS search_words (
  word_id integer PRIMARY KEY NOT NULL,
  word text NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS search_words_word ON search_words (word);
-- rowid = search_words.word_id. What the words say of articles that are gone is checked where one is suggested.
CREATE VIRTUAL TABLE IF NOT EXISTS article_search_parts USING fts5(
  word, content='', contentless_delete=1, tokenize="trigram remove_diacritics 1"
);
DROP TRIGGER IF EXISTS search_words_added;
CREATE TRIGGER search_words_added AFTER INSERT ON search_words BEGIN
  INSERT INTO article_search_parts (rowid, word) VALUES (new.word_id, new.word);
END;

-- In eight parts, for a statement may take 30 seconds.
INSERT INTO article_search_fold (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 0;
INSERT INTO article_search_fold (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 1;
INSERT INTO article_search_fold (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 2;
INSERT INTO article_search_fold (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 3;
INSERT INTO article_search_keep (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 0;
INSERT INTO article_search_keep (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 1;
INSERT INTO article_search_keep (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 2;
INSERT INTO article_search_keep (rowid, region, title, excerpt, body)
  SELECT key, 'x' || hex(region_code), title_text, excerpt_text, content_text FROM articles WHERE status = 'publish' AND password = '' AND key % 4 = 3;

-- The words of what there is, as the tokenizer tells them.
CREATE VIRTUAL TABLE article_search_titles USING fts5(title, content='', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE article_search_vocabulary USING fts5vocab(article_search_titles, 'row');
INSERT INTO article_search_titles (rowid, title)
  SELECT key, title_text || ' ' || excerpt_text FROM articles WHERE status = 'publish' AND password = '';
INSERT OR IGNORE INTO search_words (word) SELECT term FROM article_search_vocabulary WHERE length(term) BETWEEN 3 AND 30;
DROP TABLE article_search_vocabulary;
DROP TABLE article_search_titles;
