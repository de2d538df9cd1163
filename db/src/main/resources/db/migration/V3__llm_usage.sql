-- What the LLM was asked and what it cost, added up per UTC day, provider and model.

CREATE TABLE llm_usage (
  day            DATE            NOT NULL,
  provider       VARCHAR(64)     NOT NULL,
  model          VARCHAR(128)    NOT NULL,
  calls          BIGINT UNSIGNED NOT NULL,
  failures       BIGINT UNSIGNED NOT NULL,
  timeouts       BIGINT UNSIGNED NOT NULL,
  late_upgrades  BIGINT UNSIGNED NOT NULL,
  input_tokens   BIGINT UNSIGNED NOT NULL,
  output_tokens  BIGINT UNSIGNED NOT NULL,
  cost_micro_usd BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (day, provider, model)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
