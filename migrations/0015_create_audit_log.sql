-- Who changed what through the API, when and with which key: a row a request that wrote, in the batch of its write. Logins
-- and names of keys are kept as they were then; of the address its network alone.
CREATE TABLE IF NOT EXISTS audit_log (
  audit_id integer PRIMARY KEY NOT NULL,
  region_code text NOT NULL,
  created_at integer NOT NULL,
  user_id integer NOT NULL,
  login text NOT NULL,
  key_uuid text NOT NULL,
  key_name text NOT NULL,
  network text NOT NULL,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id text,
  fields_json text DEFAULT '[]' NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS audit_log_by_region ON audit_log (region_code, created_at);
