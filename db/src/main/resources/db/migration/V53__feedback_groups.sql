-- Groups of feedback that says the same. Which group a row is in stands in feedback.group_id.

CREATE TABLE feedback_group (
  id            UUID        NOT NULL,
  -- The text that others have to resemble to get in; the first one, as long as it is there.
  anchor_id     UUID        NOT NULL,
  -- The most central text, which names the group.
  title_id      UUID        NOT NULL,
  -- Rows in it, and those of them that are open.
  size          INT         NOT NULL,
  open_rows     INT         NOT NULL,
  first_seen_at DATETIME(6) NOT NULL,
  last_seen_at  DATETIME(6) NOT NULL,
  -- The latest resolution of one of its rows.
  resolved_at   DATETIME(6) NULL,
  -- When it grew again after all of its rows were resolved; NULL once they all are again.
  regressed_at  DATETIME(6) NULL,
  updated_at    DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY group_size (size),
  KEY group_newest (last_seen_at),
  KEY group_changed (updated_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Rows that were looked at, and what became of it: the group stands here a second time, so that what is erased can still be
-- counted out of it.
CREATE TABLE feedback_fingerprint (
  feedback_id UUID    NOT NULL,
  group_id    UUID    NULL,
  -- A person put it where it is, and no job takes it from there.
  by_hand     BOOLEAN NOT NULL DEFAULT FALSE,
  -- Its vector was looked at too, which comes later than the row.
  has_vector  BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (feedback_id),
  -- The newest of either. InnoDB appends the id.
  KEY fingerprint_vector (has_vector)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Texts by what they have in common: keys of io.aegis.grouping. Only texts that others may join are in it: those without a
-- group, and the anchors.
CREATE TABLE feedback_band (
  band_key    BIGINT NOT NULL,
  feedback_id UUID   NOT NULL,
  PRIMARY KEY (band_key, feedback_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Whoever changes groups holds this row, so that nobody joins a group that is just being taken apart.
CREATE TABLE feedback_group_lock (
  id TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO feedback_group_lock VALUES (1);

-- What is told of a group is counted in its key.
ALTER TABLE feedback
  DROP KEY feedback_group,
  ADD KEY feedback_group (group_id, created_at, id, department);
