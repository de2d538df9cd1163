-- The dashboard: who is signed in, and what its live view and its charts look for.

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

ALTER TABLE feedback
  -- What changed lately, whoever changed it.
  ADD KEY feedback_changed (updated_at),
  -- Holds all that the charts count over a range of time.
  ADD KEY feedback_trends (created_at, sentiment, source, is_urgent, topics);
