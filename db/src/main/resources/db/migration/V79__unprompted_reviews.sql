-- People may label any row, not only those about which a review is open.
ALTER TABLE review
  MODIFY COLUMN reasons SET ('SENTIMENT_FLIP', 'URGENCY_MISSED', 'URGENCY_WITHDRAWN', 'TOPICS_DISJOINT',
    'SUSPECTED_INJECTION', 'LANGUAGE', 'POSSIBLY_URGENT', 'UNPROMPTED') NOT NULL;
