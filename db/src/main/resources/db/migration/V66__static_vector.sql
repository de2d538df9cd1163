-- The vectors of word pieces that requests add up, distilled from the language model by feedback-train: io.aegis.embedding.StaticEmbedder
-- in blocks, of which none is longer than what a server with the least settings takes. It can be made again, from the language model.
CREATE TABLE static_vector (
  -- What vectors made with it are called.
  model   VARCHAR(64)       NOT NULL,
  block   SMALLINT UNSIGNED NOT NULL,
  content MEDIUMBLOB        NOT NULL,
  PRIMARY KEY (model, block)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
