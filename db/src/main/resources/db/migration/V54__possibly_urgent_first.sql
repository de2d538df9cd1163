-- What may be urgent in other words than the rules know is healed right after what is urgent by them.
ALTER TABLE feedback
  DROP KEY feedback_to_heal,
  ADD KEY feedback_to_heal (source, decided_at, unreadable, is_urgent, possibly_urgent, created_at);

ALTER TABLE review
  MODIFY COLUMN reasons SET ('SENTIMENT_FLIP', 'URGENCY_MISSED', 'URGENCY_WITHDRAWN', 'TOPICS_DISJOINT',
    'SUSPECTED_INJECTION', 'LANGUAGE', 'POSSIBLY_URGENT') NOT NULL;
