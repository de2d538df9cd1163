package io.aegis.batch.launch;

import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.ledger.LedgerUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives rights to run instances back.
 *
 * @param locks where rights are kept
 * @param control how long to wait for the database
 * @param ticker measures that
 */
record Rights(LaunchLocks locks, Control control, Ticker ticker) {

    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);

    /** When it fails, the recovery finds a right that nothing is run by. */
    void giveBack(LaunchLock lock) {
        try {
            locks.release(lock, control.deadline(ticker));
        } catch (LedgerUnavailableException e) {
            LOG.atWarn().addKeyValue("job", lock.jobName()).log("the right to run an instance is given back later");
        }
    }
}
