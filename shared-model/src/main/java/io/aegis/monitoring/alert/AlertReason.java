/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

/** Why a sample alerts, or why it does not. */
public enum AlertReason {
    /** Two of the last three minutes scored {@link AlertState#HIGH} or more. */
    PERSISTENT(true, "2 of the last 3 minutes were anomalous"),
    /** One minute scored {@link AlertState#EXTREME} or more, and farther off than on a usual day. */
    EXTREME(true, "far beyond all that was"),
    /** Three of the last five minutes lay outside the band, which they usually do not. */
    OUT_OF_BAND(true, "3 of the last 5 minutes were outside the band"),
    /** Beyond the limit of its type, which decides alone where a series has little past to be compared to. */
    LIMIT(true, "beyond the usual limit of its type, with little history"),
    /** In an episode that was told, something several times stronger. */
    STRONGER(true, "many times stronger than what was told of this episode"),
    /** An episode that was told goes on, or ended so recently that it may. */
    GOES_ON(true, "the episode goes on"),
    /** The series of the service together are unusual, and not for the first time. */
    COMBINATION(true, "the series of the service together are unusual"),
    /** Back where it was expected before the last alert: the forecast has yet to follow. */
    RECOVERED(false, "back where it was expected before the alert"),
    /** Rare, but too close to what was expected. */
    BELOW_LEAST_EFFECT(false, "below the least effect"),
    /** Anomalous, but for one minute so far and not extreme. */
    BRIEF(false, "anomalous for one minute so far"),
    /** Anomalous, but not farther off than on a usual day. */
    USUAL_REACH(false, "not farther off than on a usual day"),
    /** It would alert, but work on its system was announced for this time. */
    MAINTENANCE(false, "in a maintenance window"),
    /** It came after newer ones, or was judged too long ago to be remembered. */
    LATE(false, "too late to alert"),
    /** Not anomalous. */
    ORDINARY(false, "ordinary");

    private final boolean alert;
    private final String text;

    AlertReason(boolean alert, String text) {
        this.alert = alert;
        this.text = text;
    }

    /** Whether it is one to alert. */
    public boolean alert() {
        return alert;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
