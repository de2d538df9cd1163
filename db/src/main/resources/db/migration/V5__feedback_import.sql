-- Files of feedback: staged by the online application, worked through by the batch application.
--
-- A file lies in pieces, so that neither application ever holds it and both can live on different machines. Staged bytes
-- are always UTF-8, whatever the file came in. position, line and the counts change in the very transaction that stores
-- the rows they tell of: they are what an import that was killed goes on from.

CREATE TABLE feedback_import (
  id               UUID            NOT NULL,
  file_name        VARCHAR(255)    COLLATE utf8mb4_uca1400_as_ci NOT NULL,
  status           ENUM ('UPLOADING', 'QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED') NOT NULL,
  -- SHA-256 of the file as it was sent; NULL until it is here.
  file_hash        BINARY(32)      NULL,
  -- The same while this is the import that answers for the file; NULL once a forced one has taken its place.
  current_hash     BINARY(32)      NULL,
  file_bytes       BIGINT UNSIGNED NOT NULL DEFAULT 0,
  staged_bytes     BIGINT UNSIGNED NOT NULL DEFAULT 0,
  -- Where the next record begins: staged bytes before it, and its line, the first being 1.
  position         BIGINT UNSIGNED NOT NULL DEFAULT 0,
  line             BIGINT UNSIGNED NOT NULL DEFAULT 1,
  rows_stored      BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rows_duplicate   BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rows_rejected    BIGINT UNSIGNED NOT NULL DEFAULT 0,
  -- Time spent on it, without the time in which nobody worked.
  worked_us        BIGINT UNSIGNED NOT NULL DEFAULT 0,
  -- Token of the run that works on it; a run whose token is gone has lost the import to another.
  owner            UUID            NULL,
  job_execution_id BIGINT          NULL,
  failure          VARCHAR(1000)   NULL,
  created_at       DATETIME(6)     NOT NULL,
  touched_at       DATETIME(6)     NOT NULL,
  started_at       DATETIME(6)     NULL,
  finished_at      DATETIME(6)     NULL,
  PRIMARY KEY (id),
  UNIQUE KEY import_of_file (current_hash),
  KEY import_newest (created_at),
  KEY import_by_status (status, touched_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One piece of a staged file; all but the last have the same length.
CREATE TABLE import_chunk (
  import_id UUID         NOT NULL,
  number    INT UNSIGNED NOT NULL,
  content   MEDIUMBLOB   NOT NULL,
  PRIMARY KEY (import_id, number),
  CONSTRAINT chunk_of_import FOREIGN KEY (import_id) REFERENCES feedback_import (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A record that is no feedback: the line it begins on, why, and what it said.
CREATE TABLE import_reject (
  import_id UUID            NOT NULL,
  line      BIGINT UNSIGNED NOT NULL,
  reason    VARCHAR(500)    NOT NULL,
  content   MEDIUMTEXT      NOT NULL,
  PRIMARY KEY (import_id, line),
  CONSTRAINT reject_of_import FOREIGN KEY (import_id) REFERENCES feedback_import (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
