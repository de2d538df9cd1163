-- Jobs: Spring Batch's own tables, as its release 6.0 has them for MariaDB, and what guards and asks for jobs.

CREATE TABLE BATCH_JOB_INSTANCE (
  JOB_INSTANCE_ID BIGINT       NOT NULL PRIMARY KEY,
  VERSION         BIGINT,
  JOB_NAME        VARCHAR(100) NOT NULL,
  JOB_KEY         VARCHAR(32)  NOT NULL,
  CONSTRAINT JOB_INST_UN UNIQUE (JOB_NAME, JOB_KEY)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE BATCH_JOB_EXECUTION (
  JOB_EXECUTION_ID BIGINT      NOT NULL PRIMARY KEY,
  VERSION          BIGINT,
  JOB_INSTANCE_ID  BIGINT      NOT NULL,
  CREATE_TIME      DATETIME(6) NOT NULL,
  START_TIME       DATETIME(6) DEFAULT NULL,
  END_TIME         DATETIME(6) DEFAULT NULL,
  STATUS           VARCHAR(10),
  EXIT_CODE        VARCHAR(2500),
  EXIT_MESSAGE     VARCHAR(2500),
  LAST_UPDATED     DATETIME(6),
  -- Ours: what is running is asked for all the time.
  KEY JOB_EXEC_STATUS (STATUS),
  CONSTRAINT JOB_INST_EXEC_FK FOREIGN KEY (JOB_INSTANCE_ID) REFERENCES BATCH_JOB_INSTANCE (JOB_INSTANCE_ID)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE BATCH_JOB_EXECUTION_PARAMS (
  JOB_EXECUTION_ID BIGINT       NOT NULL,
  PARAMETER_NAME   VARCHAR(100) NOT NULL,
  PARAMETER_TYPE   VARCHAR(100) NOT NULL,
  PARAMETER_VALUE  VARCHAR(2500),
  IDENTIFYING      CHAR(1)      NOT NULL,
  CONSTRAINT JOB_EXEC_PARAMS_FK FOREIGN KEY (JOB_EXECUTION_ID) REFERENCES BATCH_JOB_EXECUTION (JOB_EXECUTION_ID)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE BATCH_STEP_EXECUTION (
  STEP_EXECUTION_ID  BIGINT       NOT NULL PRIMARY KEY,
  VERSION            BIGINT       NOT NULL,
  STEP_NAME          VARCHAR(100) NOT NULL,
  JOB_EXECUTION_ID   BIGINT       NOT NULL,
  CREATE_TIME        DATETIME(6)  NOT NULL,
  START_TIME         DATETIME(6)  DEFAULT NULL,
  END_TIME           DATETIME(6)  DEFAULT NULL,
  STATUS             VARCHAR(10),
  COMMIT_COUNT       BIGINT,
  READ_COUNT         BIGINT,
  FILTER_COUNT       BIGINT,
  WRITE_COUNT        BIGINT,
  READ_SKIP_COUNT    BIGINT,
  WRITE_SKIP_COUNT   BIGINT,
  PROCESS_SKIP_COUNT BIGINT,
  ROLLBACK_COUNT     BIGINT,
  EXIT_CODE          VARCHAR(2500),
  EXIT_MESSAGE       VARCHAR(2500),
  LAST_UPDATED       DATETIME(6),
  CONSTRAINT JOB_EXEC_STEP_FK FOREIGN KEY (JOB_EXECUTION_ID) REFERENCES BATCH_JOB_EXECUTION (JOB_EXECUTION_ID)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE BATCH_STEP_EXECUTION_CONTEXT (
  STEP_EXECUTION_ID  BIGINT        NOT NULL PRIMARY KEY,
  SHORT_CONTEXT      VARCHAR(2500) NOT NULL,
  SERIALIZED_CONTEXT TEXT,
  CONSTRAINT STEP_EXEC_CTX_FK FOREIGN KEY (STEP_EXECUTION_ID) REFERENCES BATCH_STEP_EXECUTION (STEP_EXECUTION_ID)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE BATCH_JOB_EXECUTION_CONTEXT (
  JOB_EXECUTION_ID   BIGINT        NOT NULL PRIMARY KEY,
  SHORT_CONTEXT      VARCHAR(2500) NOT NULL,
  SERIALIZED_CONTEXT TEXT,
  CONSTRAINT JOB_EXEC_CTX_FK FOREIGN KEY (JOB_EXECUTION_ID) REFERENCES BATCH_JOB_EXECUTION (JOB_EXECUTION_ID)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE SEQUENCE BATCH_STEP_EXECUTION_SEQ START WITH 1 MINVALUE 1 MAXVALUE 9223372036854775806 INCREMENT BY 1 NOCACHE NOCYCLE ENGINE = InnoDB;
CREATE SEQUENCE BATCH_JOB_EXECUTION_SEQ START WITH 1 MINVALUE 1 MAXVALUE 9223372036854775806 INCREMENT BY 1 NOCACHE NOCYCLE ENGINE = InnoDB;
CREATE SEQUENCE BATCH_JOB_INSTANCE_SEQ START WITH 1 MINVALUE 1 MAXVALUE 9223372036854775806 INCREMENT BY 1 NOCACHE NOCYCLE ENGINE = InnoDB;

-- Processes that run jobs. One that has not written its beat for a while, in DATABASE time, counts as dead; one that
-- ends in order deletes its row.
CREATE TABLE heartbeat (
  owner      UUID         NOT NULL,
  host       VARCHAR(255) NOT NULL,
  -- Tells machines apart, for seeing at once that a process of this machine is gone.
  machine    VARCHAR(128) NOT NULL,
  pid        BIGINT       NOT NULL,
  started_at DATETIME(6)  NOT NULL,
  beat_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (owner),
  KEY heartbeat_age (beat_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who runs which instance of a job. The row is there before the execution is and goes after it has ended, so that two
-- processes cannot run the same instance; its slot bounds how many instances of a job run at once. It belongs to a
-- process, not to a moment: when that process is dead, another takes the row over, and with it the duty to recover.
CREATE TABLE launch_lock (
  job_name     VARCHAR(100) NOT NULL,
  job_key      VARCHAR(32)  NOT NULL,
  slot         INT UNSIGNED NOT NULL,
  owner        UUID         NOT NULL,
  -- The execution that runs, once it exists.
  execution_id BIGINT       NULL,
  -- An operator asked it to stop: it is not to be resumed when its process dies on the way.
  stop_asked   BOOLEAN      NOT NULL DEFAULT FALSE,
  -- How often it was taken over from a dead process.
  recoveries   INT UNSIGNED NOT NULL DEFAULT 0,
  locked_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (job_name, job_key),
  UNIQUE KEY launch_slot (job_name, slot),
  KEY launch_owner (owner)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Launches that are asked for, by the online application or by a schedule. A process claims a row by a lease in DATABASE
-- time, commits, launches, and notes the execution only while its token is still there.
CREATE TABLE job_request (
  id           UUID          NOT NULL,
  job_name     VARCHAR(100)  NOT NULL,
  -- Of the job's own parameters, by name.
  parameters   JSON          NOT NULL,
  state        ENUM ('QUEUED', 'LAUNCHED', 'REJECTED') NOT NULL DEFAULT 'QUEUED',
  -- 'online', or 'schedule:' and its name.
  requested_by VARCHAR(128)  NOT NULL,
  requested_at DATETIME(6)   NOT NULL,
  -- Not tried before: put off while the job runs as often as it may.
  due_at       DATETIME(6)   NOT NULL,
  lease_owner  UUID          NULL,
  lease_until  DATETIME(6)   NULL,
  execution_id BIGINT        NULL,
  launched_at  DATETIME(6)   NULL,
  -- Why it was rejected.
  reason       VARCHAR(500)  NULL,
  PRIMARY KEY (id),
  KEY job_request_due (state, due_at),
  KEY job_request_source (requested_by, state),
  KEY job_request_execution (execution_id),
  KEY job_request_age (state, requested_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When jobs run by themselves. The row's next fire is what processes agree on: who moves it on asks for the launch, in
-- the same transaction.
CREATE TABLE schedule (
  name         VARCHAR(100) NOT NULL,
  job_name     VARCHAR(100) NOT NULL,
  parameters   JSON         NOT NULL,
  -- Six fields: second, minute, hour, day of month, month, day of week.
  cron         VARCHAR(120) NOT NULL,
  zone         VARCHAR(64)  NOT NULL,
  enabled      BOOLEAN      NOT NULL,
  -- What becomes of times at which nobody was there: once, afterwards, or not at all.
  missed       ENUM ('FIRE_ONCE', 'SKIP') NOT NULL,
  -- None when it is disabled, or the expression matches no more moments.
  next_fire_at DATETIME(6)  NULL,
  last_fire_at DATETIME(6)  NULL,
  version      BIGINT       NOT NULL DEFAULT 0,
  updated_at   DATETIME(6)  NOT NULL,
  PRIMARY KEY (name),
  KEY schedule_due (enabled, next_fire_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
