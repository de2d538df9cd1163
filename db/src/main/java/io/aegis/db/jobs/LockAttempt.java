/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import java.util.Optional;

/** What came of asking for the right to run an instance. */
public sealed interface LockAttempt {

    /**
     * It was given.
     *
     * @param lock the right
     */
    record Acquired(LaunchLock lock) implements LockAttempt {}

    /**
     * Another has it.
     *
     * @param executionId what runs, once that is known
     */
    record Taken(Optional<Long> executionId) implements LockAttempt {}

    /** The job runs as often at once as it may. */
    record Full() implements LockAttempt {}
}
