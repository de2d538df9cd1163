/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;

/** Alerts that were committed with what they tell of. Thread-safe, and shared by all replicas. */
public interface Outbox {

    /**
     * Takes due alerts for a while: until the lease ends nobody else gets them.
     *
     * @param most at most so many
     */
    List<Alert> claim(int most, Duration lease) throws DatabaseUnavailableException;

    /** Ends an alert that the receiver took. */
    void delivered(Alert alert) throws DatabaseUnavailableException;

    /**
     * Gives an alert back to be tried later.
     *
     * @param wait until then
     * @param reason for the operator, without secrets
     */
    void retryLater(Alert alert, Duration wait, String reason) throws DatabaseUnavailableException;
}
