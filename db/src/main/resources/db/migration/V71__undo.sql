-- What undo of bulk actions needs to know beside the audit log.

-- Notes that steps took from rows. They are not in the audit log, as they can be erased here.
CREATE TABLE replaced_note (
  batch_id    UUID          NOT NULL,
  feedback_id UUID          NOT NULL,
  note        VARCHAR(2000) COLLATE utf8mb4_uca1400_as_ci NOT NULL,
  created_at  DATETIME(6)   NOT NULL,
  PRIMARY KEY (batch_id, feedback_id),
  KEY replaced_note_of_row (feedback_id),
  KEY replaced_note_age (created_at),
  CONSTRAINT replaced_note_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Steps that took another back; kept as long as the audit log is.
CREATE TABLE undone_step (
  batch_id  UUID NOT NULL,
  undone_id UUID NOT NULL,
  PRIMARY KEY (batch_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
