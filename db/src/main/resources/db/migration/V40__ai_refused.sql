-- Texts that an LLM, or its provider, did not want to deal with: they keep the heuristic's labels, and no LLM is asked again.
ALTER TABLE feedback
  ADD COLUMN ai_refused BOOLEAN NOT NULL DEFAULT FALSE,
  DROP KEY feedback_to_heal,
  ADD KEY feedback_to_heal (source, decided_at, ai_refused, unreadable, is_urgent, created_at);
