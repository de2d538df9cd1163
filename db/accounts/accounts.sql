-- The accounts of Aegis, each with the least it needs on one schema. Safe to repeat: an account that exists gets the
-- password given here and keeps its data.
--
-- The embedded server runs this at every start. On a server of your own, once, as an administrator:
--
--   mariadb -h HOST -u root -p --init-command="SET @schema = 'aegis',
--     @admin_password = '...', @online_password = '...', @batch_password = '...', @scoring_password = '...'" < accounts.sql
--
-- then set DATABASE_URL, and DATABASE_USER and DATABASE_PASSWORD (with the suffixes _ADMIN, _BATCH, _SCORING) to match.
-- The schema itself need not exist: aegis_admin may create it, and the migrations do. CREATE USER and GRANT take no
-- variables, hence EXECUTE IMMEDIATE; a variable that is not set makes its statement fail.

-- Migrations, backup and restore: everything, but only within the schema.
EXECUTE IMMEDIATE CONCAT('CREATE USER IF NOT EXISTS aegis_admin@''%'' IDENTIFIED BY ', QUOTE(@admin_password));
EXECUTE IMMEDIATE CONCAT('ALTER USER aegis_admin@''%'' IDENTIFIED BY ', QUOTE(@admin_password));
EXECUTE IMMEDIATE CONCAT('GRANT ALL PRIVILEGES ON `', @schema, '`.* TO aegis_admin@''%''');

-- The online application: rows, never tables.
EXECUTE IMMEDIATE CONCAT('CREATE USER IF NOT EXISTS aegis_online@''%'' IDENTIFIED BY ', QUOTE(@online_password));
EXECUTE IMMEDIATE CONCAT('ALTER USER aegis_online@''%'' IDENTIFIED BY ', QUOTE(@online_password));
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, INSERT, UPDATE, DELETE ON `', @schema, '`.* TO aegis_online@''%''');

-- The batch application: the same, under a name of its own, so that the server can tell and limit the two.
EXECUTE IMMEDIATE CONCAT('CREATE USER IF NOT EXISTS aegis_batch@''%'' IDENTIFIED BY ', QUOTE(@batch_password));
EXECUTE IMMEDIATE CONCAT('ALTER USER aegis_batch@''%'' IDENTIFIED BY ', QUOTE(@batch_password));
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, INSERT, UPDATE, DELETE ON `', @schema, '`.* TO aegis_batch@''%''');

-- The scoring path: it only reads, and only what monitoring systems sent and what was made of it; no customer's text, no key.
EXECUTE IMMEDIATE CONCAT('CREATE USER IF NOT EXISTS aegis_scoring@''%'' IDENTIFIED BY ', QUOTE(@scoring_password));
EXECUTE IMMEDIATE CONCAT('ALTER USER aegis_scoring@''%'' IDENTIFIED BY ', QUOTE(@scoring_password));
-- Earlier versions let it read the whole schema; what is not granted cannot be revoked.
EXECUTE IMMEDIATE CONCAT('GRANT SELECT ON `', @schema, '`.* TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE SELECT ON `', @schema, '`.* FROM aegis_scoring@''%''');
-- A right can be granted on a table that is not there yet only together with CREATE.
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.metric_series TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.metric_series FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.metric_sample TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.metric_sample FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.series_verdict TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.series_verdict FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.log_template TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.log_template FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.log_minute TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.log_minute FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.log_count TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.log_count FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.prediction TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.prediction FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.prediction_count TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.prediction_count FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.prediction_label TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.prediction_label FROM aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('GRANT SELECT, CREATE ON `', @schema, '`.model TO aegis_scoring@''%''');
EXECUTE IMMEDIATE CONCAT('REVOKE CREATE ON `', @schema, '`.model FROM aegis_scoring@''%''');
