-- What people wrote that still names a customer after their erasure: a list of objects with kind and name, in which the customer is
-- left out. NULL where nothing was looked for.
ALTER TABLE data_request ADD COLUMN still_named JSON NULL;
