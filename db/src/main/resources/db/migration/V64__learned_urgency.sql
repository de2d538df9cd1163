-- What was learned of urgency and sentiment raises the priority of a row: to what it is to go back, when that is taken back.
ALTER TABLE feedback ADD COLUMN ruled_priority ENUM ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL') NULL AFTER priority;
