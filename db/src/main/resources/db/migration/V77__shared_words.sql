-- Runs of words that texts share which are different otherwise (io.aegis.grouping.CommonRuns): signatures, disclaimers, the questions of
-- a survey. Texts are compared without them.
CREATE TABLE feedback_common_run (
  run        BIGINT      NOT NULL,
  learned_at DATETIME(6) NOT NULL,
  PRIMARY KEY (run)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Something of the text was left out when it was looked at.
ALTER TABLE feedback_fingerprint ADD COLUMN stripped BOOLEAN NOT NULL DEFAULT FALSE;
