-- How often the very texts of a group were sent again, beyond the first submission of each; the job feedback-group counts it.
ALTER TABLE feedback_group
  ADD COLUMN repeats BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN sent    BIGINT GENERATED ALWAYS AS (size + repeats) STORED,
  DROP KEY group_size,
  ADD KEY group_sent (sent);

-- Submissions of a group are counted in its key, and so are those of rows without one.
ALTER TABLE feedback
  DROP KEY feedback_group,
  ADD KEY feedback_group (group_id, created_at, id, department, own_topics, occurred_at, submissions);
