/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases launch locks, the rights to run instances.
 *
 * @param locks where rights are kept
 * @param control how long to wait for the database
 * @param ticker measures that
 */
record LaunchLockRelease(LaunchLocks locks, JobControlSettings control, Ticker ticker) {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchLockRelease.class);

    /** When it fails, the recovery finds a right that nothing is run by. */
    void giveBack(LaunchLock lock) {
        try {
            locks.release(lock, control.deadline(ticker));
        } catch (DatabaseUnavailableException e) {
            LOG.atWarn().addKeyValue("job", lock.jobName()).log("the right to run an instance is given back later");
        }
    }
}
