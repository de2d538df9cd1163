/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Arrays;

/** What the series of one service say together: a fault shows in several of them, noise in one. */
public final class ServiceStrength {

    private static final int LARGEST = 3;

    private ServiceStrength() {}

    /**
     * The mean of the three largest strengths, or of all when there are fewer; 0 of none.
     *
     * @param strengths {@link Verdict#strength()} of the service's series at about the same time
     */
    public static double of(double... strengths) {
        double[] sorted = strengths.clone();
        Arrays.sort(sorted);
        int used = Math.min(LARGEST, sorted.length);
        double sum = 0;
        for (int i = sorted.length - used; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return used == 0 ? 0 : sum / used;
    }
}
