/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

/** What was looked for. */
public enum PredictionKind {
    /** Samples that are unlike their series' past. */
    ANOMALY,
    /** A failure of a service, by samples and logs. */
    FAILURE
}
