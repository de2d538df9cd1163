-- Services that are judged without being asked: what is said of each, and of its last minutes.
CREATE TABLE service_watch (
  service    VARCHAR(512)     NOT NULL,
  state      ENUM ('QUIET', 'FAILING', 'SILENT') NOT NULL,
  -- Of the last three minutes, which failed; the newest is the lowest bit.
  recent     TINYINT UNSIGNED NOT NULL,
  judged_at  DATETIME(6)      NOT NULL,
  -- When the state began.
  since      DATETIME(6)      NOT NULL,
  failed_at  DATETIME(6)      NOT NULL,
  PRIMARY KEY (service),
  KEY service_watch_state (state, judged_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which services sent what when is asked for all of them every minute.
ALTER TABLE series_verdict
  -- Since when the newest sample alerts; NULL when it does not.
  ADD COLUMN alert_since DATETIME(3) NULL AFTER anomalous_at,
  ADD KEY series_verdict_newest (sampled_at);

-- Who calls whom, by the minute: what spans of requests say, not the spans.
CREATE TABLE service_call (
  minute  DATETIME        NOT NULL,
  caller  VARCHAR(200)    NOT NULL,
  callee  VARCHAR(200)    NOT NULL,
  calls   BIGINT UNSIGNED NOT NULL,
  errors  BIGINT UNSIGNED NOT NULL,
  -- Of all calls together, as the caller waited.
  millis  DOUBLE          NOT NULL,
  PRIMARY KEY (minute, caller, callee)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
