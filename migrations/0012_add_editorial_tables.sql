-- Old addresses of terms and authors lead to them whatever they are called today; an author's are in every region.
ALTER TABLE redirects ADD COLUMN author_id integer;
CREATE INDEX redirects_by_term ON redirects (region_code, term_id) WHERE term_id is not null;

-- Keys that this publication signs its own links with, each made at its first use.
CREATE TABLE secrets (
  name text PRIMARY KEY NOT NULL,
  value text NOT NULL
) STRICT;

-- What was answered to a creation that came with an Idempotency-Key; without a status while it is under way.
CREATE TABLE stored_answers (
  user_id integer NOT NULL,
  idempotency_key text NOT NULL,
  fingerprint text NOT NULL,
  status integer,
  headers_json text NOT NULL DEFAULT '{}',
  body blob,
  created_at integer NOT NULL,
  PRIMARY KEY (user_id, idempotency_key)
) STRICT;
CREATE INDEX stored_answers_by_age ON stored_answers (created_at);
