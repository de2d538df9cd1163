-- The priority of a row's own verdict, where a routing rule's stands in its place, so that the row gets it back when no rule gives it
-- one any more. Each verdict clears it.
ALTER TABLE feedback ADD COLUMN verdict_priority ENUM ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL') NULL AFTER ruled_priority;

-- The version of the list of rules by which rows that carry a rule's priority were looked at last.
ALTER TABLE routing_list ADD COLUMN revisited_version BIGINT UNSIGNED NOT NULL DEFAULT 0;

UPDATE routing_list SET revisited_version = version;
