/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** What was looked at when a sample was judged. */
public enum View {
    /** The value among all values so far. */
    VALUE("value", 2.4, 0.05),
    /** The mean error of the last few forecasts among all such means. */
    RESIDUAL("short residual run", 2.88, 0.4),
    /** The median of the recent values among all such medians. */
    LEVEL("level", 2.04, 0.2),
    /** The value against what is usual for its type, before the series has a past of its own. */
    PRIOR("usual limit of the type", 1, 0),
    /** The value together with those of the service's other series, by a trained model or by {@link JointDeviation}. */
    COMBINATION("combination of the service's series", 1, 0);

    private final String label;
    private final double usualPeak;
    private final double floor;

    View(String label, double usualPeak, double floor) {
        this.label = label;
        this.usualPeak = usualPeak;
        this.floor = floor;
    }

    /** What people are told. */
    public String label() {
        return label;
    }

    /** The rarity that counts as much in this view as another's in another. */
    double usualPeak() {
        return usualPeak;
    }

    /** The share of the mean absolute deviation below which differences are no news. */
    double floor() {
        return floor;
    }
}
