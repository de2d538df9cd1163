-- When what a text tells of happened, where its first submission says that and it was before the text came: trends and bursts count it
-- then. A key begins with the time at which a row came, which is never earlier, so that it finds what happened since a time, too.
ALTER TABLE feedback ADD COLUMN occurred_at DATETIME(6) NULL AFTER created_at;

UPDATE feedback JOIN submission ON submission.feedback_id = feedback.id AND submission.submitted_at = feedback.created_at
SET feedback.occurred_at = submission.occurred_at
WHERE submission.occurred_at < feedback.created_at;

ALTER TABLE feedback
  DROP KEY feedback_overview,
  ADD KEY feedback_overview (created_at, id, status, source, sentiment, is_urgent, needs_review, department, topics,
    submissions, language, unreadable, possibly_urgent, own_topics, occurred_at),
  DROP KEY feedback_group,
  ADD KEY feedback_group (group_id, created_at, id, department, own_topics, occurred_at);

ALTER TABLE submission
  DROP KEY submission_channel,
  ADD KEY submission_channel (submitted_at, channel, occurred_at);
