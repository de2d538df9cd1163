-- Self-healing of rows that carry the heuristic's labels, and what people decide on reviews.

-- Work on a row of feedback, there while somebody works on it and as long as it has failed. A worker claims rows by writing
-- its token and an end in DATABASE time, commits, asks the LLM, and ends its work by the token. Rows that were never tried
-- have no row here.
CREATE TABLE healing (
  feedback_id     UUID         NOT NULL,
  lease_owner     UUID         NULL,
  lease_until     DATETIME(6)  NULL,
  attempts        INT UNSIGNED NOT NULL DEFAULT 0,
  failed_at       DATETIME(6)  NULL,
  next_attempt_at DATETIME(6)  NULL,
  -- A word of io.aegis.llm.LlmFailure.
  last_failure    VARCHAR(32)  NULL,
  PRIMARY KEY (feedback_id),
  KEY healing_lease (lease_owner),
  CONSTRAINT healing_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The order of healing: urgent first, then newest.
ALTER TABLE feedback ADD KEY feedback_to_heal (source, decided_at, is_urgent, created_at);

-- How far the audit of the LLM's rows has come on its way round and round: the row after which it goes on.
CREATE TABLE audit_cursor (
  name        VARCHAR(32) NOT NULL,
  created_at  DATETIME(6) NOT NULL,
  feedback_id UUID        NOT NULL,
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO audit_cursor VALUES ('ai', '1000-01-01', '00000000-0000-0000-0000-000000000000');

ALTER TABLE review
  ADD COLUMN decision    ENUM ('ACCEPT_AI', 'ACCEPT_HEURISTIC', 'CUSTOM') NULL,
  -- The labels that were decided.
  ADD COLUMN decision_id UUID          NULL,
  ADD COLUMN note        VARCHAR(2000) COLLATE utf8mb4_uca1400_as_ci NULL,
  -- Id of the key that decided; never the key.
  ADD COLUMN decided_by  VARCHAR(64)   NULL,
  ADD CONSTRAINT review_decision FOREIGN KEY (feedback_id, decision_id) REFERENCES analysis (feedback_id, id);
