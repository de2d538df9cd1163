-- What monitoring systems measure, and what was predicted from it.

-- One stream of samples. Its id is what samples carry instead of the hash, which is that of io.aegis.monitoring.Series.
CREATE TABLE metric_series (
  id          BIGINT UNSIGNED   NOT NULL AUTO_INCREMENT,
  hash        BINARY(32)        NOT NULL,
  metric_type ENUM ('CPU_USAGE', 'MEMORY_USAGE', 'REQUEST_RATE', 'ERROR_RATE', 'RESPONSE_TIME', 'DISK_IO') NOT NULL,
  -- Names and values, sorted by name.
  labels      JSON              NOT NULL,
  -- Whose it is, by the labels; NULL when none of them says.
  service     VARCHAR(512)      NULL,
  -- Samples of the warm-up that it was first sent with; NULL for the service's own.
  warmup      SMALLINT UNSIGNED NULL,
  created_at  DATETIME(6)       NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY metric_series_hash (hash),
  KEY metric_series_service (service)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Clustered by series and time, so that the newest of a series lie together. The value belongs to the key: a sample that
-- is sent twice is one row, two different ones of the same moment are two.
CREATE TABLE metric_sample (
  series_id  BIGINT UNSIGNED NOT NULL,
  sampled_at DATETIME(3)     NOT NULL,
  value      DOUBLE          NOT NULL,
  PRIMARY KEY (series_id, sampled_at, value),
  CONSTRAINT metric_sample_of_series FOREIGN KEY (series_id) REFERENCES metric_series (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every answer that was given on samples and logs. Written behind, in batches.
CREATE TABLE prediction (
  id                 UUID         NOT NULL,
  kind               ENUM ('ANOMALY', 'FAILURE') NOT NULL,
  created_at         DATETIME(6)  NOT NULL,
  detected           BOOLEAN      NOT NULL,
  -- The anomaly's score, or the failure's confidence.
  score              DOUBLE       NOT NULL,
  confidence         DOUBLE       NOT NULL,
  severity           ENUM ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL') NOT NULL,
  -- A word of io.aegis.monitoring.failure.FailureType; NULL for anomalies and where there was no failure.
  failure_type       VARCHAR(32)  NULL,
  -- Words of io.aegis.monitoring.RemediationAction with commas between, the first first.
  actions            VARCHAR(255) NOT NULL,
  -- Names and versions of the models that spoke, with commas between.
  models             VARCHAR(512) NOT NULL,
  policy_asked       BOOLEAN      NOT NULL,
  policy_allowed     BOOLEAN      NOT NULL,
  policy_decision_id VARCHAR(128) NULL,
  policy_reason      VARCHAR(500) NULL,
  details            JSON         NOT NULL,
  PRIMARY KEY (id),
  KEY prediction_newest (created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How many predictions each hour had, counted in the transaction that stores them: exact, quick to add up, and still there
-- when the predictions are gone.
CREATE TABLE prediction_count (
  hour        DATETIME        NOT NULL,
  kind        ENUM ('ANOMALY', 'FAILURE') NOT NULL,
  detected    BOOLEAN         NOT NULL,
  predictions BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (hour, kind, detected)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What an operator says of a prediction; the last word counts.
CREATE TABLE prediction_label (
  prediction_id UUID          NOT NULL,
  correct       BOOLEAN       NOT NULL,
  -- What it really was.
  failure_type  VARCHAR(32)   NULL,
  note          VARCHAR(2000) COLLATE utf8mb4_uca1400_as_ci NULL,
  -- Id of the key that labelled; never the key.
  labelled_by   VARCHAR(64)   NOT NULL,
  labelled_at   DATETIME(6)   NOT NULL,
  PRIMARY KEY (prediction_id),
  KEY prediction_label_newest (labelled_at),
  CONSTRAINT label_of_prediction FOREIGN KEY (prediction_id) REFERENCES prediction (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
