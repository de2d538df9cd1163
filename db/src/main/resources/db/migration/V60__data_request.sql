-- What a customer asked for: all that is known of them, or that it goes. The job that serves a request knows it by its id alone, so
-- that nothing of Spring Batch's or of the queue's ever holds who it is about.
CREATE TABLE data_request (
  id             UUID         NOT NULL,
  kind           ENUM ('EXPORT', 'ERASURE') NOT NULL,
  subject_kind   ENUM ('CUSTOMER_REF', 'ADDRESS') NOT NULL,
  -- Who it is about; NULL once that was erased.
  subject        VARCHAR(320) COLLATE utf8mb4_uca1400_as_ci NULL,
  -- SHA-256 of the salt and the subject: who knows the subject can prove what was done for it, nobody else learns it.
  salt           BINARY(16)   NOT NULL,
  subject_digest BINARY(32)   NOT NULL,
  -- Id of the key that asked; never the key.
  requested_by   VARCHAR(64)  NOT NULL,
  requested_at   DATETIME(6)  NOT NULL,
  finished_at    DATETIME(6)  NULL,
  -- How far the step is that works on it.
  position       UUID         NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  -- How many of what were found or erased.
  counts         JSON         NOT NULL DEFAULT '{}',
  PRIMARY KEY (id),
  KEY data_request_newest (requested_at),
  KEY data_request_subject (subject)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Rows of feedback that a request found and its job has not dealt with yet.
CREATE TABLE data_request_row (
  request_id  UUID NOT NULL,
  feedback_id UUID NOT NULL,
  PRIMARY KEY (request_id, feedback_id),
  CONSTRAINT row_of_data_request FOREIGN KEY (request_id) REFERENCES data_request (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was exported: JSON objects with commas between.
CREATE TABLE data_export_piece (
  request_id UUID         NOT NULL,
  number     INT UNSIGNED NOT NULL,
  content    MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (request_id, number),
  CONSTRAINT piece_of_data_request FOREIGN KEY (request_id) REFERENCES data_request (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE submission ADD KEY submission_customer (customer_ref, feedback_id);

ALTER TABLE alert_outbox ADD KEY alert_subject (subject_id);
