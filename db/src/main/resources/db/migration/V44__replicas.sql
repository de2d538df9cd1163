-- Processes that judge series, so that each knows whether it is alone. Times are the database's.
CREATE TABLE scoring_replica (
  id      UUID         NOT NULL,
  beat_at DATETIME(6)  NOT NULL,
  -- Samples that it has judged and not stored yet.
  waiting INT UNSIGNED NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
