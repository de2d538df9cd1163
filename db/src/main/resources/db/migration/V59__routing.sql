-- Rules by which feedback is routed, and what each did with a row.
CREATE TABLE routing_rule (
  position  TINYINT UNSIGNED NOT NULL,
  name      VARCHAR(64)      NOT NULL,
  -- An expression of the Common Expression Language.
  condition_text VARCHAR(1000) NOT NULL,
  -- What is done: priority, assign, tags, notify.
  actions   JSON             NOT NULL,
  -- Rows that were received before are none of its business.
  since     DATETIME(6)      NOT NULL,
  PRIMARY KEY (position),
  UNIQUE KEY routing_rule_name (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row: the rules as a whole, and how far feedback has been routed, in the order of its changes. Whoever routes holds a lease
-- in DATABASE time; one that dies loses it, and the next goes on from there.
CREATE TABLE routing_list (
  id          TINYINT UNSIGNED NOT NULL,
  version     BIGINT UNSIGNED  NOT NULL,
  routed_to   DATETIME(6)      NOT NULL,
  lease_owner UUID             NULL,
  lease_until DATETIME(6)      NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO routing_list (id, version, routed_to) VALUES (1, 0, '2000-01-01');

-- A rule takes a row once.
CREATE TABLE feedback_routing (
  feedback_id UUID            NOT NULL,
  rule        VARCHAR(64)     NOT NULL,
  -- Of the list of rules then.
  version     BIGINT UNSIGNED NOT NULL,
  actions     JSON            NOT NULL,
  routed_at   DATETIME(6)     NOT NULL,
  PRIMARY KEY (feedback_id, rule),
  CONSTRAINT routing_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
