-- What waited for a channel goes with it from now on. What was kept of channels that are gone would be sent to whoever takes
-- their names.
DELETE FROM alert_outbox WHERE state = 'DEAD' AND last_error = 'the channel was removed';
