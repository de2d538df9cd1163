-- A burst is also a larger share of negative or urgent texts than usual, and most of a burst may say the same.
ALTER TABLE feedback_burst
  ADD COLUMN aspect ENUM ('TEXTS', 'NEGATIVE', 'URGENT') NOT NULL DEFAULT 'TEXTS' AFTER value,
  -- Texts of the hour, of which so many were observed to have the aspect.
  ADD COLUMN total BIGINT UNSIGNED NOT NULL DEFAULT 0 AFTER observed,
  -- The group that more than half of the hour's texts belong to, and how many do.
  ADD COLUMN group_id UUID NULL AFTER high,
  ADD COLUMN group_texts BIGINT UNSIGNED NULL AFTER group_id,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (dimension, value, aspect, began_at);

-- Whether a channel is told of bursts.
ALTER TABLE channel ADD COLUMN bursts BOOLEAN NOT NULL DEFAULT FALSE;
