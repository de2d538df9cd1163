-- Where in the audit log a time is, so that a search by time reads no more of it than was written then.
ALTER TABLE audit_log ADD KEY audit_time (happened_at);
