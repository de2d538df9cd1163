-- Departments that operators made, in the order in which they take feedback. They belong to the list of topics, and its version. A
-- row keeps no name of a department: where it goes follows from its topics, so that a change moves no row.
CREATE TABLE own_department (
  place  TINYINT UNSIGNED NOT NULL,
  name   VARCHAR(64)      NOT NULL,
  -- As #rrggbb.
  colour CHAR(7)          NOT NULL,
  PRIMARY KEY (place)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What is told of a group is counted in its key, and its departments follow from topics of operators too.
ALTER TABLE feedback
  DROP KEY feedback_group,
  ADD KEY feedback_group (group_id, created_at, id, department, own_topics);
