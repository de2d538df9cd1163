-- An erasure looks again when imports were at work while it looked, and an export has refused records in it.
ALTER TABLE data_request
  -- Which piece of a further pass is at work, the first being 1; 0 between passes.
  ADD COLUMN stage      TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- When the last further pass began; NULL in the first.
  ADD COLUMN pass_began DATETIME(6)      NULL,
  -- Until when imports are waited for; NULL while none had to be.
  ADD COLUMN wait_until DATETIME(6)      NULL,
  -- How far an export is within the refused records of the import behind position.
  ADD COLUMN line       BIGINT UNSIGNED  NOT NULL DEFAULT 0;
