-- Topics by what was learned of labelled feedback.
ALTER TABLE model MODIFY COLUMN kind ENUM ('ANOMALY', 'FAILURE', 'FEEDBACK') NOT NULL;

-- One row: which version of that model all rows were looked through with; 0 when none is in use.
CREATE TABLE learned_pass (
  id              TINYINT UNSIGNED NOT NULL,
  applied_version INT UNSIGNED     NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO learned_pass VALUES (1, 0);
