-- API keys: who may do what. Only the SHA-256 of a key is kept.

CREATE TABLE api_key (
  id         UUID         NOT NULL,
  key_hash   BINARY(32)   NOT NULL,
  name       VARCHAR(128) NOT NULL,
  roles      SET ('SUBMIT', 'AGENT', 'SCORING', 'ADMIN') NOT NULL,
  created_at DATETIME(6)  NOT NULL,
  revoked_at DATETIME(6)  NULL,
  PRIMARY KEY (id),
  UNIQUE KEY api_key_hash (key_hash)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
