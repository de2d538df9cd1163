-- What a text says as a direction: 384 signed steps of io.aegis.embedding.Embedding, beside the row rather than in it, so that
-- lists and statistics do not read over it. It can be made again from the text, so it goes with its row.
CREATE TABLE feedback_vector (
  feedback_id UUID           NOT NULL,
  -- Vectors of different models cannot be compared.
  model       VARCHAR(64)    NOT NULL,
  vector      VARBINARY(384) NOT NULL,
  created_at  DATETIME(6)    NOT NULL,
  PRIMARY KEY (feedback_id),
  -- The newest row of a model. InnoDB appends the id.
  KEY feedback_vector_model (model),
  CONSTRAINT vector_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
