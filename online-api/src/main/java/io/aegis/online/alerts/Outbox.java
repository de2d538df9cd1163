/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;

/** Alerts that were committed with what they tell of. Thread-safe, and shared by all replicas. */
public interface Outbox {

    /** The channels that something may be due for, whoever has waited longest first. */
    List<String> due() throws DatabaseUnavailableException;

    /**
     * Takes due alerts of a channel for a while: until the lease ends nobody else gets them.
     *
     * @param most at most so many
     */
    List<Alert> claim(String channel, int most, Duration lease) throws DatabaseUnavailableException;

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
