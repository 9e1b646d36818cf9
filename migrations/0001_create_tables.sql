-- The tables of src/schema.ts, one to one; what each index serves is said there.


CREATE TABLE application_passwords (
  uuid text PRIMARY KEY NOT NULL,
  user_id integer NOT NULL,
  name text NOT NULL,
  app_id text DEFAULT '' NOT NULL,
  password_hash text NOT NULL,
  salt text NOT NULL,
  created_at integer NOT NULL,
  last_used_at integer,
  last_ip text,
  FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE cascade
) STRICT;
CREATE INDEX application_passwords_user ON application_passwords (user_id);

CREATE TABLE article_terms (
  region_code text NOT NULL,
  article_id integer NOT NULL,
  term_id integer NOT NULL,
  position integer DEFAULT 0 NOT NULL,
  PRIMARY KEY (region_code, article_id, term_id),
  FOREIGN KEY (region_code, article_id) REFERENCES articles (region_code, id) ON DELETE cascade,
  FOREIGN KEY (region_code, term_id) REFERENCES terms (region_code, id) ON DELETE cascade
) STRICT, WITHOUT ROWID;
CREATE INDEX article_terms_by_term ON article_terms (region_code, term_id, article_id);

CREATE TABLE articles (
  key integer PRIMARY KEY NOT NULL,
  region_code text NOT NULL,
  id integer NOT NULL,
  type text NOT NULL,
  status text NOT NULL,
  status_before_trash text,
  slug text NOT NULL,
  path text NOT NULL,
  parent_id integer DEFAULT 0 NOT NULL,
  menu_order integer DEFAULT 0 NOT NULL,
  guid text NOT NULL,
  title text NOT NULL,
  title_text text NOT NULL,
  excerpt_raw text DEFAULT '' NOT NULL,
  excerpt_text text DEFAULT '' NOT NULL,
  cleaner_version integer DEFAULT 0 NOT NULL,
  headings_json text DEFAULT '[]' NOT NULL,
  media_ids_json text DEFAULT '[]' NOT NULL,
  word_count integer DEFAULT 0 NOT NULL,
  author_id integer NOT NULL,
  featured_media_id integer DEFAULT 0 NOT NULL,
  comment_status text DEFAULT 'closed' NOT NULL,
  ping_status text DEFAULT 'closed' NOT NULL,
  is_sticky integer DEFAULT 0 NOT NULL,
  template text DEFAULT '' NOT NULL,
  format text DEFAULT 'standard' NOT NULL,
  password text DEFAULT '' NOT NULL,
  meta_json text DEFAULT '{}' NOT NULL,
  seo_json text DEFAULT '{}' NOT NULL,
  published_at integer NOT NULL,
  is_date_set integer DEFAULT 1 NOT NULL,
  modified_at integer NOT NULL,
  translation_group_id integer,
  version integer DEFAULT 1 NOT NULL,
  content_html text NOT NULL,
  content_text text NOT NULL,
  content_raw text NOT NULL,
  source_json text,
  FOREIGN KEY (region_code) REFERENCES regions (code),
  FOREIGN KEY (translation_group_id) REFERENCES translation_groups (group_id),
  CONSTRAINT "articles_sticky_is_bool" CHECK(is_sticky in (0, 1))
) STRICT;
CREATE UNIQUE INDEX articles_id ON articles (region_code, id);
CREATE UNIQUE INDEX articles_slug ON articles (region_code, type, parent_id, slug) WHERE slug <> '';
CREATE INDEX articles_by_date ON articles (region_code, type, status, published_at, id);
CREATE INDEX articles_by_modified ON articles (region_code, type, modified_at, id);
CREATE INDEX articles_by_author ON articles (region_code, author_id, type, published_at);
CREATE INDEX articles_by_group ON articles (translation_group_id) WHERE translation_group_id is not null;
CREATE INDEX articles_due ON articles (published_at) WHERE status = 'future';
CREATE INDEX articles_by_featured ON articles (region_code, featured_media_id) WHERE featured_media_id <> 0;

CREATE TABLE authors (
  author_id integer PRIMARY KEY NOT NULL,
  nicename text NOT NULL,
  name text NOT NULL,
  description text DEFAULT '' NOT NULL,
  url text DEFAULT '' NOT NULL,
  role text DEFAULT '' NOT NULL,
  same_as_json text DEFAULT '[]' NOT NULL,
  portrait text DEFAULT '' NOT NULL,
  version integer DEFAULT 1 NOT NULL
) STRICT;
CREATE UNIQUE INDEX authors_nicename_unique ON authors (nicename);

CREATE TABLE changes (
  change_id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  subjects_json text NOT NULL,
  created_at integer NOT NULL,
  purged_at integer,
  due_at integer NOT NULL,
  attempts integer DEFAULT 0 NOT NULL
) STRICT;
CREATE INDEX changes_due ON changes (due_at);

CREATE TABLE listing_counts (
  region_code text NOT NULL,
  subject text NOT NULL,
  total integer DEFAULT 0 NOT NULL,
  PRIMARY KEY (region_code, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE listings (
  region_code text NOT NULL,
  subject text NOT NULL,
  published_at integer NOT NULL,
  article_id integer NOT NULL,
  PRIMARY KEY (region_code, subject, published_at, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listings_by_article ON listings (region_code, article_id);

CREATE TABLE media (
  region_code text NOT NULL,
  id integer NOT NULL,
  slug text NOT NULL,
  title text DEFAULT '' NOT NULL,
  alt text DEFAULT '' NOT NULL,
  caption text DEFAULT '' NOT NULL,
  description text DEFAULT '' NOT NULL,
  credit text DEFAULT '' NOT NULL,
  mime_type text NOT NULL,
  file text NOT NULL,
  width_px integer DEFAULT 0 NOT NULL,
  height_px integer DEFAULT 0 NOT NULL,
  bytes integer DEFAULT 0 NOT NULL,
  sizes_json text DEFAULT '[]' NOT NULL,
  source_url text,
  is_stored integer DEFAULT 1 NOT NULL,
  guid text NOT NULL,
  author_id integer NOT NULL,
  parent_id integer DEFAULT 0 NOT NULL,
  meta_json text DEFAULT '{}' NOT NULL,
  created_at integer NOT NULL,
  modified_at integer NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  PRIMARY KEY (region_code, id),
  FOREIGN KEY (region_code) REFERENCES regions (code)
) STRICT;
CREATE UNIQUE INDEX media_slug ON media (region_code, slug);
CREATE UNIQUE INDEX media_file ON media (region_code, file);
CREATE INDEX media_by_date ON media (region_code, created_at, id);
CREATE INDEX media_by_parent ON media (region_code, parent_id);

CREATE TABLE media_files (
  region_code text NOT NULL,
  file text NOT NULL,
  media_id integer NOT NULL,
  PRIMARY KEY (region_code, file),
  FOREIGN KEY (region_code, media_id) REFERENCES media (region_code, id) ON DELETE cascade
) STRICT, WITHOUT ROWID;

CREATE TABLE navigation (
  region_code text NOT NULL,
  location text NOT NULL,
  items_json text NOT NULL,
  PRIMARY KEY (region_code, location),
  FOREIGN KEY (region_code) REFERENCES regions (code) ON DELETE cascade
) STRICT, WITHOUT ROWID;

CREATE TABLE redirects (
  region_code text NOT NULL,
  source text NOT NULL,
  target text,
  article_id integer,
  term_id integer,
  status integer DEFAULT 301 NOT NULL,
  hits integer DEFAULT 0 NOT NULL,
  created_at integer NOT NULL,
  PRIMARY KEY (region_code, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX redirects_by_article ON redirects (region_code, article_id) WHERE article_id is not null;

CREATE TABLE regions (
  code text PRIMARY KEY NOT NULL,
  path text NOT NULL,
  locale text NOT NULL,
  direction text DEFAULT 'ltr' NOT NULL,
  timezone text NOT NULL,
  name text NOT NULL,
  tagline text DEFAULT '' NOT NULL,
  label text NOT NULL,
  organisation_json text DEFAULT '{}' NOT NULL,
  footer_json text DEFAULT '{}' NOT NULL,
  call_to_action_json text DEFAULT 'null' NOT NULL,
  accent text DEFAULT '#0b5d5e' NOT NULL,
  social_image_id integer DEFAULT 0 NOT NULL,
  posts_per_page integer DEFAULT 10 NOT NULL,
  search_diacritics text DEFAULT 'fold' NOT NULL,
  default_category_id integer DEFAULT 1 NOT NULL,
  is_x_default integer DEFAULT 0 NOT NULL,
  position integer DEFAULT 0 NOT NULL,
  version integer DEFAULT 1 NOT NULL
) STRICT;
CREATE UNIQUE INDEX regions_path_unique ON regions (path);

CREATE TABLE revisions (
  region_code text NOT NULL,
  id integer NOT NULL,
  article_id integer NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  content_raw text NOT NULL,
  excerpt_raw text NOT NULL,
  seo_json text DEFAULT '{}' NOT NULL,
  author_id integer NOT NULL,
  created_at integer NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (region_code, id)
) STRICT;
CREATE INDEX revisions_by_article ON revisions (region_code, article_id, id);

CREATE TABLE sequences (
  region_code text NOT NULL,
  kind text NOT NULL,
  last_id integer DEFAULT 0 NOT NULL,
  PRIMARY KEY (region_code, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms (
  region_code text NOT NULL,
  id integer NOT NULL,
  taxonomy text NOT NULL,
  slug text NOT NULL,
  path text NOT NULL,
  name text NOT NULL,
  description text DEFAULT '' NOT NULL,
  parent_id integer DEFAULT 0 NOT NULL,
  count integer DEFAULT 0 NOT NULL,
  seo_json text DEFAULT '{}' NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  PRIMARY KEY (region_code, id),
  FOREIGN KEY (region_code) REFERENCES regions (code)
) STRICT;
CREATE UNIQUE INDEX terms_slug ON terms (region_code, taxonomy, slug);
CREATE INDEX terms_by_parent ON terms (region_code, taxonomy, parent_id);
CREATE INDEX terms_by_name ON terms (region_code, taxonomy, name);

CREATE TABLE translation_groups (
  group_id integer PRIMARY KEY NOT NULL
) STRICT;

CREATE TABLE user_roles (
  user_id integer NOT NULL,
  region_code text NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (user_id, region_code),
  FOREIGN KEY (user_id) REFERENCES users (user_id) ON DELETE cascade,
  FOREIGN KEY (region_code) REFERENCES regions (code) ON DELETE cascade
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  user_id integer PRIMARY KEY NOT NULL,
  login text NOT NULL,
  email text DEFAULT '' NOT NULL,
  role text,
  created_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES authors (author_id) ON DELETE cascade
) STRICT;
CREATE UNIQUE INDEX users_login_unique ON users (login);

CREATE TABLE region_frames (
  path text PRIMARY KEY NOT NULL,
  document text NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE article_cards (
  region_code text NOT NULL,
  article_id integer NOT NULL,
  document text NOT NULL,
  PRIMARY KEY (region_code, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_pages (
  region_code text NOT NULL,
  article_id integer NOT NULL,
  type text NOT NULL,
  path text NOT NULL,
  document text NOT NULL,
  links_json text NOT NULL,
  html text NOT NULL,
  PRIMARY KEY (region_code, article_id)
) STRICT;
CREATE INDEX article_pages_path ON article_pages (region_code, path, type);
