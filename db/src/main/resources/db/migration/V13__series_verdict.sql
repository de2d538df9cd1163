-- The newest verdict on each series, in whichever process it was given: what a list of series shows. Written behind, and
-- never read to judge by.
CREATE TABLE series_verdict (
  -- That of metric_series. No foreign key: samples and verdicts are written behind each by itself, in any order.
  hash         BINARY(32)  NOT NULL,
  sampled_at   DATETIME(3) NOT NULL,
  value        DOUBLE      NOT NULL,
  score        DOUBLE      NOT NULL,
  raw_score    DOUBLE      NOT NULL,
  -- Time of the newest sample that was anomalous; the first moment of 1970 when none ever was.
  anomalous_at DATETIME(3) NOT NULL,
  PRIMARY KEY (hash)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Lists of what was found, newest first: most predictions found nothing.
ALTER TABLE prediction ADD KEY prediction_found (kind, detected, created_at);
