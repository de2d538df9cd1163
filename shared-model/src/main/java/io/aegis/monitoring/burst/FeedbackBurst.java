/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import java.time.Instant;

/**
 * More than usual came.
 *
 * @param since when it began
 * @param observed how many came in the last hour
 * @param low of what was expected in the last hour, rounded
 * @param high of what was expected in the last hour, rounded, at least {@code low}
 */
public record FeedbackBurst(Instant since, long observed, long low, long high) {

    /** One sentence for people, such as {@code Billing: 41 in the last hour, 6 to 14 expected}. */
    public String text(String name) {
        String expected = low == high ? Long.toString(high) : low + " to " + high;
        return name + ": " + observed + " in the last hour, " + expected + " expected";
    }
}
