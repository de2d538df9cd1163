-- What services log, as templates and counts by the minute: never the lines themselves.

-- What many lines have in common. The hash is that of its service, its level and the words it began with, so that every
-- replica calls it the same however general it has become since.
CREATE TABLE log_template (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  hash     BINARY(32)      NOT NULL,
  service  VARCHAR(512)    NOT NULL,
  level    ENUM ('DEBUG', 'INFO', 'WARN', 'ERROR') NOT NULL,
  -- Words with spaces between; <*> stands for what differs from line to line.
  tokens   TEXT            NOT NULL,
  -- When it last became known or more general.
  seen_at  DATETIME(6)     NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY log_template_hash (hash),
  KEY log_template_newest (seen_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Lines that all services together logged in a minute, those of no stored template included.
CREATE TABLE log_minute (
  minute   DATETIME     NOT NULL,
  total    INT UNSIGNED NOT NULL,
  PRIMARY KEY (minute)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Clustered by minute: what is read is the newest minutes, what is removed the oldest.
CREATE TABLE log_count (
  minute      DATETIME        NOT NULL,
  template_id BIGINT UNSIGNED NOT NULL,
  seen        INT UNSIGNED    NOT NULL,
  PRIMARY KEY (minute, template_id),
  KEY log_count_template (template_id),
  CONSTRAINT log_count_of_template FOREIGN KEY (template_id) REFERENCES log_template (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
