-- Full-text index, contentless: the text is in articles.content_text already. Two tables, since a tokenizer
-- belongs to a table: one folds diacritics (é is found by e), one keeps them as letters of their own.
-- regions.search_diacritics says which one a region is in. rowid = articles.key.
CREATE VIRTUAL TABLE article_search_fold USING fts5(
  title, excerpt, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE article_search_keep USING fts5(
  title, excerpt, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
);
-- Counts follow the listings row by row, so that no write can forget them and no read counts.
CREATE TRIGGER listings_added AFTER INSERT ON listings BEGIN
  INSERT INTO listing_counts (region_code, subject, total) VALUES (new.region_code, new.subject, 1)
  ON CONFLICT (region_code, subject) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER listings_removed AFTER DELETE ON listings BEGIN
  UPDATE listing_counts SET total = total - 1
  WHERE region_code = old.region_code AND subject = old.subject;
END;
