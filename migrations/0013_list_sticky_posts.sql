-- Sticky posts have a listing of their own, from which the home page's first page takes them before all others.
INSERT OR IGNORE INTO listings (region_code, subject, published_at, article_id)
  SELECT region_code, 'sticky', published_at, id FROM articles WHERE is_sticky = 1 AND status = 'publish' AND type = 'post';
