-- What is known of a text beyond its verdict: whether it may be urgent in other words than the rules know, which of the
-- operator's own topics it has, and which group of texts that say the same it belongs to.
--
-- Own topics have numbers 0 to 59, and a row has bit n set when it has topic n: one column, however many there are, and a
-- topic's new name changes no row. No row has any of the three when it comes; jobs set them.
ALTER TABLE feedback
  ADD COLUMN possibly_urgent BOOLEAN         NOT NULL DEFAULT FALSE AFTER unreadable,
  ADD COLUMN own_topics      BIGINT UNSIGNED NOT NULL DEFAULT 0     AFTER possibly_urgent,
  ADD COLUMN group_id        UUID            NULL                   AFTER own_topics,
  ADD KEY feedback_group (group_id, created_at),
  -- Holds all that lists filter by and statistics count, groups aside, which have the key above.
  DROP KEY feedback_overview,
  ADD KEY feedback_overview (created_at, id, status, source, sentiment, is_urgent, needs_review, department, topics,
    submissions, language, unreadable, possibly_urgent, own_topics);
