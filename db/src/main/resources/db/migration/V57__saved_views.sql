-- Filters that people saved, for themselves or for everybody.
CREATE TABLE saved_view (
  id         UUID          NOT NULL,
  -- Id of the key or of the user, and the name that colleagues see.
  owner      VARCHAR(64)   NOT NULL,
  owner_name VARCHAR(128)  NOT NULL,
  name       VARCHAR(64)   NOT NULL,
  -- Parameters of GET /feedback, as they stand behind the question mark.
  filter     VARCHAR(1000) NOT NULL,
  shared     BOOLEAN       NOT NULL,
  created_at DATETIME(6)   NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY saved_view_name (owner, name),
  KEY saved_view_shared (shared, created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
