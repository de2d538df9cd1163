-- Feedback, every verdict given on it, every submission of it that told more than the text, and reviews.
--
-- All times are UTC. Ids are UUIDv7, made by the applications: they sort by time, so rows are appended. Topics are the
-- bits of io.aegis.feedback.Topic's ordinals; the other vocabularies are spelled as the Java constants are. Text that people wrote compares
-- accent-sensitively and case-insensitively; everything else byte by byte.

CREATE TABLE feedback (
  id                UUID             NOT NULL,
  content_hash      BINARY(32)       NOT NULL,
  raw_content       MEDIUMTEXT       NOT NULL,
  clean_content     VARCHAR(5000)    COLLATE utf8mb4_uca1400_as_ci NOT NULL,
  sentiment         ENUM ('POSITIVE', 'NEGATIVE', 'NEUTRAL') NOT NULL,
  topics            INT UNSIGNED     NOT NULL,
  is_urgent         BOOLEAN          NOT NULL,
  priority          ENUM ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL') NOT NULL,
  department        ENUM ('INFOSEC', 'FINANCE', 'ENGINEERING', 'DESIGN', 'SUPPORT') NOT NULL,
  confidence        DOUBLE           NOT NULL,
  source            ENUM ('AI', 'FALLBACK') NOT NULL,
  provider          VARCHAR(128)     NOT NULL,
  vader_neg         DOUBLE           NOT NULL,
  vader_neu         DOUBLE           NOT NULL,
  vader_pos         DOUBLE           NOT NULL,
  vader_compound    DOUBLE           NOT NULL,
  adjusted_compound DOUBLE           NOT NULL,
  evidence          JSON             NOT NULL,
  status            ENUM ('OPEN', 'RESOLVED') NOT NULL DEFAULT 'OPEN',
  resolution_note   VARCHAR(2000)    COLLATE utf8mb4_uca1400_as_ci NULL,
  resolved_at       DATETIME(6)      NULL,
  -- When a person decided the labels; from then on no machine changes them.
  decided_at        DATETIME(6)      NULL,
  needs_review      BOOLEAN          NOT NULL,
  submissions       BIGINT UNSIGNED  NOT NULL DEFAULT 1,
  last_submitted_at DATETIME(6)      NOT NULL,
  created_at        DATETIME(6)      NOT NULL,
  updated_at        DATETIME(6)      NOT NULL,
  version           BIGINT UNSIGNED  NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY feedback_content (content_hash),
  -- Holds all that the statistics count, in the order in which they group.
  KEY feedback_statistics (status, source, sentiment, is_urgent, needs_review, department, topics, submissions),
  -- Lists, newest first. InnoDB appends the id, which breaks ties.
  KEY feedback_newest (created_at),
  KEY feedback_by_status (status, created_at),
  KEY feedback_by_department (department, created_at),
  KEY feedback_by_urgency (is_urgent, created_at),
  KEY feedback_by_source (source, created_at),
  KEY feedback_by_review (needs_review, created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Append-only. Clustered by feedback, so that one read gives a row's whole history.
CREATE TABLE analysis (
  feedback_id    UUID            NOT NULL,
  id             UUID            NOT NULL,
  lane           ENUM ('HEURISTIC', 'LLM', 'PERSON') NOT NULL,
  provider       VARCHAR(128)    NOT NULL,
  prompt_version INT             NULL,
  sentiment      ENUM ('POSITIVE', 'NEGATIVE', 'NEUTRAL') NOT NULL,
  topics         INT UNSIGNED    NOT NULL,
  is_urgent      BOOLEAN         NOT NULL,
  confidence     DOUBLE          NOT NULL,
  latency_us     BIGINT UNSIGNED NULL,
  input_tokens   BIGINT UNSIGNED NULL,
  output_tokens  BIGINT UNSIGNED NULL,
  cost_micro_usd BIGINT UNSIGNED NULL,
  -- Whether the feedback row took these labels when the verdict came.
  applied        BOOLEAN         NOT NULL,
  created_at     DATETIME(6)     NOT NULL,
  PRIMARY KEY (feedback_id, id),
  CONSTRAINT analysis_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per submission that came with metadata; the count of all submissions is feedback.submissions.
CREATE TABLE submission (
  feedback_id  UUID         NOT NULL,
  submitted_at DATETIME(6)  NOT NULL,
  id           UUID         NOT NULL,
  channel      VARCHAR(128) NULL,
  customer_ref VARCHAR(128) NULL,
  external_id  VARCHAR(128) NULL,
  occurred_at  DATETIME(6)  NULL,
  PRIMARY KEY (feedback_id, submitted_at, id),
  CONSTRAINT submission_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A question to a person: the two verdicts that are to be compared, and why.
CREATE TABLE review (
  id           UUID        NOT NULL,
  feedback_id  UUID        NOT NULL,
  -- 1 while nobody has decided, NULL afterwards, so that the unique key admits one open review per feedback.
  is_open      BOOLEAN     NULL DEFAULT TRUE,
  reasons      SET ('SENTIMENT_FLIP', 'URGENCY_MISSED', 'URGENCY_WITHDRAWN', 'TOPICS_DISJOINT', 'SUSPECTED_INJECTION') NOT NULL,
  heuristic_id UUID        NOT NULL,
  llm_id       UUID        NULL,
  created_at   DATETIME(6) NOT NULL,
  decided_at   DATETIME(6) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY review_open (feedback_id, is_open),
  KEY review_queue (is_open, created_at),
  CONSTRAINT review_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id),
  CONSTRAINT review_heuristic FOREIGN KEY (feedback_id, heuristic_id) REFERENCES analysis (feedback_id, id),
  CONSTRAINT review_llm FOREIGN KEY (feedback_id, llm_id) REFERENCES analysis (feedback_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
