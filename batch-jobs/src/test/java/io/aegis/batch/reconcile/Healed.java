/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

/**
 * What became of rows that were claimed.
 *
 * @param claimed rows
 * @param healed rows that took the LLM's verdict
 * @param superseded rows that somebody else had changed meanwhile: their verdict is only in the audit trail
 * @param failed rows on which no LLM gave a verdict; they are put off
 * @param refused rows whose text an LLM refused: they keep the heuristic's labels
 * @param untried rows that were given back, for no call could be made
 */
record Healed(int claimed, int healed, int superseded, int failed, int refused, int untried) {

    /** Nothing was claimed. */
    static final Healed NOTHING = new Healed(0, 0, 0, 0, 0, 0);
}
