-- Topics that operators made. Which of them a row of feedback carries are bits of feedback.own_topics.
CREATE TABLE own_topic (
  -- Its bit, 0 to 59.
  number          TINYINT UNSIGNED NOT NULL,
  name            VARCHAR(64)      NOT NULL,
  description     VARCHAR(500)     NOT NULL,
  -- As #rrggbb.
  colour          CHAR(7)          NOT NULL,
  department      VARCHAR(64)      NOT NULL,
  rules           JSON             NOT NULL,
  examples        JSON             NOT NULL,
  -- The version of the list in which what chooses its texts changed last.
  changed_version BIGINT UNSIGNED  NOT NULL,
  PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row: the list as a whole. Who changes it names the version that they saw.
CREATE TABLE own_topic_list (
  id              TINYINT UNSIGNED NOT NULL,
  version         BIGINT UNSIGNED  NOT NULL,
  changed_at      DATETIME(6)      NOT NULL,
  -- The version whose topics all rows were looked through for.
  applied_version BIGINT UNSIGNED  NOT NULL,
  -- Vectors that were made later have not been compared with examples.
  compared_until  DATETIME(6)      NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO own_topic_list (id, version, changed_at, applied_version, compared_until)
VALUES (1, 0, '2000-01-01', 0, '2000-01-01');

-- Numbers of topics that were removed, whose bits may still stand in rows: not to be given to another topic.
CREATE TABLE own_topic_retired (
  number     TINYINT UNSIGNED NOT NULL,
  retired_at DATETIME(6)      NOT NULL,
  PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Those that were made lately are compared with the examples of topics.
ALTER TABLE feedback_vector ADD KEY feedback_vector_made (model, created_at, feedback_id);
