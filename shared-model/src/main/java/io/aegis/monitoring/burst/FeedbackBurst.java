/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import java.time.Instant;

/**
 * More than usual came: of texts, or of negative or urgent ones among as many.
 *
 * @param aspect what there is more of
 * @param since when it began
 * @param observed how many of these came in the last hour
 * @param total how many texts came in the last hour, {@code observed} among them
 * @param low of what was expected in the last hour, rounded; for a share, of as many texts
 * @param high of what was expected in the last hour, rounded, at least {@code low}
 */
public record FeedbackBurst(BurstAspect aspect, Instant since, long observed, long total, long low, long high) {

    /** A burst of texts, whatever they say. */
    public static FeedbackBurst ofTexts(Instant since, long observed, long low, long high) {
        return new FeedbackBurst(BurstAspect.TEXTS, since, observed, observed, low, high);
    }

    /**
     * One sentence for people, such as {@code Billing: 41 in the last hour, 6 to 14 expected} or {@code Billing: 30 of 41 negative in
     * the last hour, 8 to 17 expected}.
     */
    public String text(String name) {
        String expected = low == high ? Long.toString(high) : low + " to " + high;
        String came = aspect == BurstAspect.TEXTS
                ? Long.toString(observed)
                : observed + " of " + total + " " + aspect.label();
        return name + ": " + came + " in the last hour, " + expected + " expected";
    }
}
