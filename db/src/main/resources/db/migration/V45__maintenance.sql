-- Times in which work is done on a system: what is found in them alerts nobody.
CREATE TABLE maintenance_window (
  id         UUID              NOT NULL,
  -- Patterns, in which * stands for anything; one of both is there.
  service    VARCHAR(128)      NULL,
  labels     JSON              NULL,
  -- Either once, or again and again.
  from_at    DATETIME(3)       NULL,
  to_at      DATETIME(3)       NULL,
  cron       VARCHAR(100)      NULL,
  minutes    SMALLINT UNSIGNED NULL,
  note       VARCHAR(500)      COLLATE utf8mb4_uca1400_as_ci NULL,
  -- Id of the key that announced it; never the key.
  created_by VARCHAR(64)       NOT NULL,
  created_at DATETIME(6)       NOT NULL,
  PRIMARY KEY (id),
  KEY maintenance_over (to_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
