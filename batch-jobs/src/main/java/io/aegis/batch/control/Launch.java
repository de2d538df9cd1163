/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.util.Optional;

/** What came of a launch or a restart. */
public sealed interface Launch {

    /**
     * It runs.
     *
     * @param executionId the new execution
     */
    record Started(long executionId) implements Launch {}

    /**
     * The same instance runs already, here or elsewhere.
     *
     * @param executionId its execution, once that is known
     */
    record AlreadyRuns(Optional<Long> executionId) implements Launch {}

    /**
     * The same instance has completed, or was abandoned.
     *
     * @param executionId its last execution
     */
    record AlreadyDone(Optional<Long> executionId) implements Launch {}

    /**
     * The job runs as often at once as it may.
     *
     * @param atMost how often that is
     */
    record Full(int atMost) implements Launch {}

    /**
     * It cannot be.
     *
     * @param reason for a person
     */
    record Impossible(String reason) implements Launch {}

    /** The process that runs it gives no signs of life: in a while it has recovered, or another has taken it over. */
    record Unattended() implements Launch {}

    /** This process is about to stop, or not yet known to the others. */
    record NotHere() implements Launch {}
}
