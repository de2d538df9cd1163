-- What a text is written in, and whether there were rules to read it.
--
-- The language as BCP 47 has it; 'und' when unsure, and for rows of before. Unreadable rather than reliable, so that the
-- order of healing is one direction of one index: what nobody could read first, then urgent, then newest.
ALTER TABLE feedback
  ADD COLUMN language   VARCHAR(35) NOT NULL DEFAULT 'und' AFTER evidence,
  ADD COLUMN unreadable BOOLEAN     NOT NULL DEFAULT FALSE AFTER language,
  DROP KEY feedback_to_heal,
  ADD KEY feedback_to_heal (source, decided_at, unreadable, is_urgent, created_at),
  -- Holds all that lists filter by and statistics count, the language too.
  DROP KEY feedback_overview,
  ADD KEY feedback_overview (created_at, id, status, source, sentiment, is_urgent, needs_review, department, topics,
    submissions, language, unreadable);

ALTER TABLE review
  MODIFY COLUMN reasons SET ('SENTIMENT_FLIP', 'URGENCY_MISSED', 'URGENCY_WITHDRAWN', 'TOPICS_DISJOINT',
    'SUSPECTED_INJECTION', 'LANGUAGE') NOT NULL;
