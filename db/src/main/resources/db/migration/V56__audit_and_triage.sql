-- Who decided what, and what colleagues agreed on about a row of feedback.

-- Append-only: triggers that Migrations makes refuse to change or remove anything, whoever asks. What people wrote is not in
-- it, so that it never has to be: texts can be erased where they stand.
CREATE TABLE audit_log (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  happened_at  DATETIME(6)     NOT NULL,
  -- KEY, USER, RULE, COMMAND or PUBLIC, and its name.
  actor_kind   VARCHAR(16)     NOT NULL,
  actor        VARCHAR(128)    NOT NULL,
  action       VARCHAR(32)     NOT NULL,
  -- What was changed: the id of feedback, of a group, of a key.
  subject      VARCHAR(64)     NOT NULL,
  -- Decisions that were one step of their author's, which can be undone together.
  batch_id     UUID            NULL,
  before_value JSON            NOT NULL,
  after_value  JSON            NOT NULL,
  PRIMARY KEY (id),
  KEY audit_subject (subject, id),
  KEY audit_actor (actor, id),
  KEY audit_action (action, id),
  KEY audit_batch (batch_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Of rows that somebody assigned, tagged or snoozed. received_at is the row's created_at, so that lists are read in order.
CREATE TABLE triage (
  feedback_id            UUID            NOT NULL,
  received_at            DATETIME(6)     NOT NULL,
  -- A person or a department; NULL is nobody.
  assigned_to            VARCHAR(128)    NULL,
  -- Whether it was put aside; what ends that may have happened since.
  snoozed                BOOLEAN         NOT NULL,
  snoozed_until          DATETIME(6)     NULL,
  -- More submissions than these end it.
  snoozed_at_submissions BIGINT UNSIGNED NULL,
  -- How often any of this, or a tag, was changed.
  version                BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (feedback_id),
  KEY triage_assigned (assigned_to, received_at, feedback_id),
  KEY triage_snoozed (snoozed, received_at, feedback_id),
  CONSTRAINT triage_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE triage_tag (
  feedback_id UUID        NOT NULL,
  tag         VARCHAR(32) NOT NULL,
  received_at DATETIME(6) NOT NULL,
  PRIMARY KEY (feedback_id, tag),
  KEY triage_tagged (tag, received_at, feedback_id),
  CONSTRAINT triage_tag_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What colleagues tell each other about a row.
CREATE TABLE triage_note (
  feedback_id UUID          NOT NULL,
  number      INT UNSIGNED  NOT NULL,
  author      VARCHAR(128)  NOT NULL,
  note        VARCHAR(2000) COLLATE utf8mb4_uca1400_as_ci NOT NULL,
  written_at  DATETIME(6)   NOT NULL,
  PRIMARY KEY (feedback_id, number),
  CONSTRAINT triage_note_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
