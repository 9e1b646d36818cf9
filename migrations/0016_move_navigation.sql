-- Menus follow what they link to: where an article or term moves, its items lead to the new address, and every page of the
-- region is purged in the batch of the move. items_json is written by JSON.stringify, and addresses hold nothing that JSON
-- escapes, so that an item is found by its text.
DROP VIEW IF EXISTS moved_addresses;
CREATE VIEW moved_addresses AS SELECT code AS region_code, path AS was, path AS is_now FROM regions WHERE 0;
CREATE TRIGGER moved_addresses_followed INSTEAD OF INSERT ON moved_addresses
WHEN EXISTS (SELECT 1 FROM navigation WHERE region_code = new.region_code AND instr(items_json, new.was) > 0)
BEGIN
  UPDATE navigation SET items_json = replace(items_json, new.was, new.is_now)
    WHERE region_code = new.region_code AND instr(items_json, new.was) > 0;
  INSERT INTO changes (subjects_json, created_at, due_at)
    VALUES (json_array(json_object('kind', 'region', 'region', new.region_code)), unixepoch(), 0);
END;

DROP TRIGGER IF EXISTS articles_moved;
CREATE TRIGGER articles_moved AFTER UPDATE OF path ON articles
WHEN old.path <> new.path AND old.status = 'publish' AND new.status = 'publish' BEGIN
  INSERT INTO moved_addresses SELECT new.region_code, '"url":"' || root || old.path || '/"', '"url":"' || root || new.path || '/"'
    FROM (SELECT rtrim('/' || path, '/') || '/' AS root FROM regions WHERE code = new.region_code);
END;
DROP TRIGGER IF EXISTS terms_moved;
CREATE TRIGGER terms_moved AFTER UPDATE OF path ON terms WHEN old.path <> new.path BEGIN
  INSERT INTO moved_addresses SELECT new.region_code, '"url":"' || root || old.path || '/"', '"url":"' || root || new.path || '/"'
    FROM (SELECT rtrim('/' || path, '/') || iif(new.taxonomy = 'category', '/category/', '/tag/') AS root
      FROM regions WHERE code = new.region_code);
END;
