-- Samples to look at the product with, which an operator asks for and removes again. What is named here is a sample, and nothing
-- else is: what people send is never among it, whatever it says.

-- One row while there are samples. A set that a process left half-way is completed, or removed, by whoever asks next.
CREATE TABLE sample_set (
  id         TINYINT UNSIGNED NOT NULL,
  state      ENUM ('LOADING', 'LOADED', 'REMOVING') NOT NULL,
  -- The moment that all times of its rows count back from.
  loaded_at  DATETIME(6)      NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE sample_feedback (
  feedback_id UUID NOT NULL,
  PRIMARY KEY (feedback_id),
  CONSTRAINT sample_of_feedback FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Noted before the predictions are stored. Their series are known by their label.
CREATE TABLE sample_prediction (
  prediction_id UUID NOT NULL,
  PRIMARY KEY (prediction_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
