-- The dashboard: who is signed in, and what its live view looks for.

-- A browser that is signed in. Only SHA-256 hashes are kept: of the token in the cookie, and of the key that signed in,
-- whose roles hold for the session as long as the key is valid.
CREATE TABLE web_session (
  token_hash BINARY(32)  NOT NULL,
  key_hash   BINARY(32)  NOT NULL,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (token_hash),
  KEY web_session_of_key (key_hash, created_at),
  KEY web_session_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What changed lately, whoever changed it. (The charts are answered by feedback_overview.)
ALTER TABLE feedback ADD KEY feedback_changed (updated_at);
