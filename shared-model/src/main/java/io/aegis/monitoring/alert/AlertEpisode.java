/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import java.time.Duration;

/**
 * What was told of a series and may go on. An alert lasts until ten minutes passed without anything anomalous, so that one
 * which comes and goes is one; within it only what is three times as strong is news again. What is anomalous is seen from
 * where the alert began, since the forecast follows whatever lasts: a value half as far off as the first, for two hours at
 * the most (then it is the new level), and not one that is back where it was expected before.
 */
final class AlertEpisode {

    private static final long QUIET = Duration.ofMinutes(10).toMillis();
    private static final long LONGEST = Duration.ofHours(2).toMillis();
    private static final double STRONGER = 3;
    private static final double STILL = 0.5;

    /** What is anomalous so long before an alert is its beginning: the detector gets used to what comes fast before it lasts long enough to alert. */
    private static final long LEAD = Duration.ofMinutes(3).toMillis();

    /** Half bands within which a value is back: noise leaves one of them now and then. */
    private static final double BACK = 1.5;

    private boolean on;
    private long since;
    private long over;
    private long quiet;
    private double told;
    private double strongest;
    private double leading;
    private long led;
    private boolean byWild;
    private double expected;
    private double halfBand;

    /**
     * A sample.
     *
     * @param time epoch milliseconds
     * @param step milliseconds since the one before
     * @param reason why it would begin an alert, or why not
     * @param rawScore what the detector says of it
     * @param off whether it is anomalous by itself
     * @param value as measured
     * @param effect how far off it is
     * @param expected what was expected
     * @param halfBand how far off is still usual
     * @param wild whether it is too far off to be learned: if it comes alone, what follows is not measured by it
     */
    record Step(
            long time,
            long step,
            AlertReason reason,
            double rawScore,
            boolean off,
            double value,
            double effect,
            double expected,
            double halfBand,
            boolean wild) {}

    /**
     * What became of a sample.
     *
     * @param effect how far off it is, within an episode from what was expected when that began
     * @param strongest the highest raw score of the episode until now; 0 where there is none
     */
    record Turn(AlertReason reason, boolean begins, long since, double effect, double strongest) {}

    /** Takes the next sample. */
    Turn next(Step next) {
        boolean off = on ? stillOff(next) : next.off();
        if (on) {
            quiet = off ? 0 : quiet + next.step();
            on = quiet < QUIET;
            over = next.time();
        }
        if (!on) {
            return begin(next);
        }
        double effect = distance(next);
        strongest = Math.max(strongest, next.rawScore());
        if (off && effect >= STRONGER * told) {
            return stronger(next, effect);
        }
        return new Turn(
                off && next.reason().alert() ? next.reason() : AlertReason.GOES_ON, false, since, effect, strongest);
    }

    /** A lone wild sample is news and no measure of others; a second is no news and is one. */
    private Turn stronger(Step next, double effect) {
        boolean news = !(byWild && next.wild());
        told = next.wild() && news ? told : effect;
        byWild = next.wild();
        return new Turn(news ? AlertReason.STRONGER : AlertReason.GOES_ON, news, since, effect, strongest);
    }

    private Turn begin(Step next) {
        if (led == 0 || next.time() - led > LEAD) {
            leading = 0;
        }
        if (next.off()) {
            leading = Math.max(leading, next.rawScore());
            led = next.time();
        }
        if (!next.reason().alert()) {
            return new Turn(next.reason(), false, next.time(), next.effect(), 0);
        }
        if (told > 0 && next.time() - over < LONGEST && back(next)) {
            return new Turn(AlertReason.RECOVERED, false, next.time(), distance(next), 0);
        }
        on = true;
        since = next.time();
        quiet = 0;
        strongest = Math.max(next.rawScore(), leading);
        byWild = next.wild();
        told = byWild ? next.halfBand() : Math.max(next.effect(), next.halfBand());
        expected = next.expected();
        halfBand = next.halfBand();
        return new Turn(next.reason(), true, since, next.effect(), strongest);
    }

    private boolean stillOff(Step next) {
        boolean far = distance(next) >= STILL * told && next.time() - since < LONGEST;
        return !back(next) && (far || next.off());
    }

    /** Whether a value is where it was expected before the alert, though the forecast has followed that. */
    private boolean back(Step next) {
        return distance(next) <= BACK * halfBand;
    }

    private double distance(Step next) {
        return Math.abs(next.value() - expected);
    }
}
