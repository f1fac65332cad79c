"""What the SQLite store says to SQLite.

Whether an item expires is looked up by the attribute's name first, which is far cheaper than to
read JSON. In a text the quotes are escaped, so nothing that expires is missed.
"""

TABLE = """
CREATE TABLE IF NOT EXISTS items (
    partition TEXT NOT NULL,
    sort TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (partition, sort)
) WITHOUT ROWID, STRICT
"""
EXPIRY = """
CREATE INDEX IF NOT EXISTS expiring ON items (json_extract(item, '$.expires_at'))
WHERE instr(item, '"expires_at":') > 0
"""
FORMER_EXPIRY = "DROP INDEX IF EXISTS expiry"
GET = "SELECT item FROM items WHERE partition = ? AND sort = ?"
PUT = "INSERT OR REPLACE INTO items VALUES (?, ?, ?)"
DELETE = "DELETE FROM items WHERE partition = ? AND sort = ?"
EXPIRED = """
SELECT partition, sort FROM items
WHERE instr(item, '"expires_at":') > 0 AND json_extract(item, '$.expires_at') <= ?
ORDER BY json_extract(item, '$.expires_at') LIMIT ?
"""
OLDEST_FIRST = """
SELECT sort, item FROM items WHERE partition = ? AND sort > ?
AND (instr(item, '"expires_at":') = 0 OR coalesce(json_extract(item, '$.expires_at') > ?, true))
ORDER BY sort ASC LIMIT ?
"""
NEWEST_FIRST = """
SELECT sort, item FROM items WHERE partition = ? AND sort < ?
AND (instr(item, '"expires_at":') = 0 OR coalesce(json_extract(item, '$.expires_at') > ?, true))
ORDER BY sort DESC LIMIT ?
"""
