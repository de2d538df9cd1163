-- How often series were removed. Whoever stores samples under ids that it remembers holds this row against a removal, and looks the ids up
-- again when it has changed: one row for a transaction of thousands of samples, where the foreign key looked for the series of each.
CREATE TABLE series_removal (
  only_row TINYINT UNSIGNED NOT NULL PRIMARY KEY,
  removals BIGINT UNSIGNED  NOT NULL
) ENGINE = InnoDB;

INSERT INTO series_removal (only_row, removals) VALUES (1, 0);

ALTER TABLE metric_sample DROP FOREIGN KEY metric_sample_of_series;
