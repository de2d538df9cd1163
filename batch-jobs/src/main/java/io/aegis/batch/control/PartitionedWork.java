/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.storage.DatabaseUnavailableException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** Work whose parts any process may do. A job takes part by a bean of this type. */
public interface PartitionedWork {

    /** The step's name; those of its parts begin with it. */
    String stepName();

    /**
     * A step for one execution of one part.
     *
     * @param right to be held by each of its commits
     */
    Step step(StepExecution execution, Right right);

    /** The right to work on a part. */
    @FunctionalInterface
    interface Right {

        /**
         * Makes sure, within a transaction, that it is still there.
         *
         * @throws io.aegis.db.jobs.PartitionLostException when it is not: the transaction must not commit
         */
        void hold() throws DatabaseUnavailableException;
    }
}
