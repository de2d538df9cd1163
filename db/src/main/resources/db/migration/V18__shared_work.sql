-- One staged file, many workers.

-- The parts of a staged file: places between records, a few MiB apart, found by one pass over the file that knows quotes.
-- Each part is a step execution of Spring Batch, which holds how far it is.
CREATE TABLE import_part (
  import_id   UUID            NOT NULL,
  number      INT UNSIGNED    NOT NULL,
  -- Staged bytes before its first record and behind its last, and the line on which it begins, the first being 1.
  start_bytes BIGINT UNSIGNED NOT NULL,
  end_bytes   BIGINT UNSIGNED NOT NULL,
  start_line  BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (import_id, number),
  CONSTRAINT part_of_import FOREIGN KEY (import_id) REFERENCES feedback_import (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Step executions that any process may take up, there from when they are handed out until they have ended. One belongs
-- to a process, not to a moment: when that process is dead, another takes it up at its last commit. Each commit of the
-- work holds this row, so one that was taken for dead cannot commit any more.
CREATE TABLE partition_lease (
  step_execution_id BIGINT       NOT NULL,
  job_execution_id  BIGINT       NOT NULL,
  -- The process that works on it; NULL while it waits.
  owner             UUID         NULL,
  -- How often it was taken up since its work last committed.
  attempts          INT UNSIGNED NOT NULL DEFAULT 0,
  -- Who handed it out wants it to end.
  stop_asked        BOOLEAN      NOT NULL DEFAULT FALSE,
  PRIMARY KEY (step_execution_id),
  KEY partition_of_job (job_execution_id, owner),
  KEY partition_owner (owner)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What the processes that heal share about an LLM provider, one row for each.
CREATE TABLE llm_share (
  provider      VARCHAR(200) NOT NULL,
  -- Calls that may be made now, over all processes, as of that moment; they come back with time.
  calls         DOUBLE       NOT NULL,
  counted_at    DATETIME(6)  NOT NULL,
  -- Until when the provider asked to be left alone.
  blocked_until DATETIME(6)  NULL,
  PRIMARY KEY (provider)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
