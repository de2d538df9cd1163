/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import java.util.List;

/** Decides what may be recommended. Thread-safe; answers within a bound of time, whatever happens. */
interface Policy extends AutoCloseable {

    /**
     * Judges several questions at once.
     *
     * @return a verdict for each, in their order
     * @throws InterruptedException when the thread that asks is interrupted
     */
    List<PolicyVerdict> judge(List<PolicyQuestion> questions) throws InterruptedException;

    /** Looks whether what it decides by has changed. To be called every few seconds. */
    default void refresh() {}

    /** Makes the first question as fast as the later ones, asking nobody. */
    default void warmUp() throws InterruptedException {}

    @Override
    default void close() {}
}
