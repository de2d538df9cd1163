-- Models that batch jobs train, and the failures of which somebody knows what they were.

-- Every model that was ever trained, with what it is worth. A kind that is trained for each service by itself has its name;
-- for others it is empty. Versions count by kind.
CREATE TABLE model (
  id             BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind           ENUM ('ANOMALY', 'FAILURE') NOT NULL,
  service        VARCHAR(512)    NOT NULL DEFAULT '',
  version        INT UNSIGNED    NOT NULL,
  created_at     DATETIME(6)     NOT NULL,
  -- What it was trained on, for people.
  trained_on     JSON            NOT NULL,
  evaluation     JSON            NOT NULL,
  sha256         BINARY(32)      NOT NULL,
  artifact       LONGBLOB        NOT NULL,
  active         BOOLEAN         NOT NULL DEFAULT FALSE,
  promoted_at    DATETIME(6)     NULL,
  rolled_back_at DATETIME(6)     NULL,
  -- 1 or NULL, of which a unique key allows any number.
  only_one       TINYINT AS (IF(active, 1, NULL)) PERSISTENT,
  PRIMARY KEY (id),
  UNIQUE KEY model_version (kind, version),
  UNIQUE KEY model_active (kind, service, only_one)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Failures that were imported, with what they looked like: samples and counts of lines are kept for a while only, this for ever.
CREATE TABLE incident (
  id               BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  service          VARCHAR(512)    NOT NULL,
  started_at       DATETIME(3)     NOT NULL,
  -- When it was over, if somebody knows.
  ended_at         DATETIME(3)     NULL,
  -- Words of io.aegis.monitoring.failure.FailureType: what it was, and what the rules say of it.
  failure_type     VARCHAR(32)     NOT NULL,
  rules_type       VARCHAR(32)     NULL,
  rules_confidence DOUBLE          NULL,
  -- Those of io.aegis.monitoring.failure.FailureFeatures, in their order; NULL where there was nothing to see.
  features         JSON            NULL,
  -- Where it came from, for people.
  source           VARCHAR(255)    NOT NULL,
  imported_at      DATETIME(6)     NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY incident_once (service, started_at, failure_type),
  KEY incident_time (started_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Minutes of logs that imports have counted, by their content: counts are added up, so that each must be added once.
CREATE TABLE imported_minute (
  content     BINARY(32)  NOT NULL,
  imported_at DATETIME(6) NOT NULL,
  PRIMARY KEY (content)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
