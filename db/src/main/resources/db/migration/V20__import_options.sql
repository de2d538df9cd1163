-- Files as people have them: what their senders say of them, and what was found out.

-- Staged bytes are the file as it was sent from now on; layout says how to read them. An import without one was staged by
-- an earlier version, in UTF-8.
ALTER TABLE feedback_import
  MODIFY status ENUM ('UPLOADING', 'QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED', 'NEEDS_MAPPING') NOT NULL,
  -- Rows of separators only.
  ADD COLUMN rows_empty BIGINT UNSIGNED NOT NULL DEFAULT 0,
  -- What the sender says, by the names of options; with the bytes it is what an upload is known by.
  ADD COLUMN options    MEDIUMTEXT      NOT NULL DEFAULT '{}' CHECK (JSON_VALID(options)),
  -- What was decided, and why.
  ADD COLUMN layout     MEDIUMTEXT      NULL CHECK (JSON_VALID(layout));

-- What exports tell of a text beside its channel, its customer and its time.
ALTER TABLE submission
  ADD COLUMN rating   VARCHAR(128) NULL,
  ADD COLUMN language VARCHAR(128) NULL,
  ADD COLUMN author   VARCHAR(128) NULL;
