-- Alerts that are to be delivered: written in the transaction that gives cause, delivered afterwards, at least once.
--
-- A worker claims rows by writing its token and an end in DATABASE time, commits, delivers, and ends its work only while
-- the token is still there. An alert that is given up stays, as DEAD.

CREATE TABLE alert_outbox (
  id              UUID             NOT NULL,
  event           VARCHAR(64)      NOT NULL,
  subject_id      UUID             NOT NULL,
  channel         VARCHAR(32)      NOT NULL,
  payload         JSON             NOT NULL,
  state           ENUM ('PENDING', 'DELIVERED', 'DEAD') NOT NULL DEFAULT 'PENDING',
  attempts        INT UNSIGNED     NOT NULL DEFAULT 0,
  next_attempt_at DATETIME(6)      NOT NULL,
  lease_owner     UUID             NULL,
  lease_until     DATETIME(6)      NULL,
  last_error      VARCHAR(500)     NULL,
  created_at      DATETIME(6)      NOT NULL,
  delivered_at    DATETIME(6)      NULL,
  PRIMARY KEY (id),
  -- The same news goes to the same channel once.
  UNIQUE KEY alert_once (event, subject_id, channel),
  KEY alert_due (state, next_attempt_at),
  KEY alert_age (state, created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
