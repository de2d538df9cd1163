/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import java.time.Duration;

/**
 * Settings of job control: intervals, leases and timeouts.
 *
 * @param beat between two signs of life, and between two looks for executions to stop
 * @param silence after which a process counts as dead; several beats
 * @param poll between two looks for requests and schedules
 * @param lease for launching what was claimed
 * @param timeout for the database, with one question
 * @param grace for executions to come to the end of their chunk when the process is to stop
 */
public record JobControlSettings(
        Duration beat, Duration silence, Duration poll, Duration lease, Duration timeout, Duration grace) {

    /**
     * For production: the grace, and what requests under way get after it, together are less than what
     * {@code ops/aegis down} and systemd wait before they kill. What does not come to its end in time is taken up where
     * it last committed.
     */
    public static final JobControlSettings USUAL = new JobControlSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(8));

    /** The deadline of one question to the database that is asked now. */
    public Deadline deadline(Ticker ticker) {
        return Deadline.after(ticker, timeout);
    }
}
