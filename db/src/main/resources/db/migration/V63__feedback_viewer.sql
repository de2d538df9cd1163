-- Who has which row of feedback open: one row a person, told again every few seconds and worth nothing after half a minute.
CREATE TABLE feedback_viewer (
  -- Id of the key or of the user.
  viewer      VARCHAR(64)  NOT NULL,
  feedback_id UUID         NOT NULL,
  name        VARCHAR(128) NOT NULL,
  -- In DATABASE time.
  seen_at     DATETIME(6)  NOT NULL,
  PRIMARY KEY (viewer),
  KEY viewer_of_row (feedback_id, seen_at),
  KEY viewer_gone (seen_at),
  CONSTRAINT viewer_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
