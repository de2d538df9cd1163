-- What came over which channel, over time.
ALTER TABLE submission ADD KEY submission_channel (submitted_at, channel);

-- More than usual of something came: what the job feedback-burst found.
CREATE TABLE feedback_burst (
  -- By what it was counted, and of what.
  dimension  VARCHAR(16)  NOT NULL,
  value      VARCHAR(128) NOT NULL,
  began_at   DATETIME(6)  NOT NULL,
  -- When it was last judged to go on.
  seen_at    DATETIME(6)  NOT NULL,
  -- In the hour before that, and between what was expected.
  observed   BIGINT UNSIGNED NOT NULL,
  low        BIGINT UNSIGNED NOT NULL,
  high       BIGINT UNSIGNED NOT NULL,
  -- NULL while it goes on.
  ended_at   DATETIME(6)  NULL,
  PRIMARY KEY (dimension, value, began_at),
  KEY burst_going_on (ended_at, seen_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
