/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

/** What became of a change. */
public sealed interface TriageOutcome {

    /**
     * It holds.
     *
     * @param state of the row now
     */
    record Done(TriageState state) implements TriageOutcome {}

    /** There is no such row. */
    record Missing() implements TriageOutcome {}

    /** A colleague has changed the row since its author saw it. Nothing was changed. */
    record Changed() implements TriageOutcome {}

    /**
     * The row would have too many of something. Nothing was changed.
     *
     * @param most that it may have
     */
    record Full(int most) implements TriageOutcome {}
}
