-- Channels that operators made: where news of feedback is told. Alerts on their way to them wait in alert_outbox by name.
CREATE TABLE channel (
  name         VARCHAR(32)    NOT NULL,
  kind         ENUM ('WEBHOOK', 'SLACK', 'TEAMS', 'DISCORD', 'JIRA', 'ZENDESK', 'PAGERDUTY', 'EMAIL') NOT NULL,
  -- Addresses of some kinds hold tokens, so all are sealed as secrets are.
  address      VARCHAR(4000)  NOT NULL,
  -- A project of Jira, or who gets e-mail; empty for the other kinds.
  target       VARCHAR(320)   NOT NULL,
  template     VARCHAR(2000)  NOT NULL,
  secret       VARCHAR(4000)  NULL,
  -- How the last delivery ended.
  last_at      DATETIME(6)    NULL,
  -- NULL when it was taken.
  last_error   VARCHAR(500)   NULL,
  created_at   DATETIME(6)    NOT NULL,
  updated_at   DATETIME(6)    NOT NULL,
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What waits for a channel, and what it never took.
ALTER TABLE alert_outbox ADD KEY alert_channel (channel, state, next_attempt_at);
