-- For how long texts are kept, by the source that they came from; and how far the job that erases them is.

-- One row.
CREATE TABLE text_retention (
  id           TINYINT UNSIGNED  NOT NULL,
  version      BIGINT UNSIGNED   NOT NULL,
  -- Of sources without days of their own, and of submissions that named none; NULL is for ever.
  default_days SMALLINT UNSIGNED NULL,
  -- The last text that was looked at, in the order in which they were received.
  reached_at   DATETIME(6)       NOT NULL,
  reached_id   UUID              NOT NULL,
  -- What was erased since the audit log was told: an object of numbers by source, '' for those that go by the default.
  erased       JSON              NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO text_retention (id, version, reached_at, reached_id, erased)
VALUES (1, 0, '1970-01-01', '00000000-0000-0000-0000-000000000000', '{}');

CREATE TABLE text_retention_source (
  -- As submission.channel; a space at the end makes another name.
  source VARCHAR(128) COLLATE utf8mb4_nopad_bin NOT NULL,
  days   SMALLINT UNSIGNED NOT NULL,
  PRIMARY KEY (source)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
