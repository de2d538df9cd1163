/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import java.time.Instant;
import java.util.Random;

/** Made-up texts with a day and a week: few at night, fewer at the weekend. */
final class MadeTraffic {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final int DAY = 1_440;

    private MadeTraffic() {}

    /**
     * How many are to be expected in a minute.
     *
     * @param busiest in the busiest minute of a weekday
     */
    static double usual(int minute, double busiest) {
        double hour = minute % DAY / 60.0;
        double day = hour < 6 || hour > 22 ? 0.05 : 0.05 + Math.sin(Math.PI * (hour - 6) / 16);
        return busiest * day * (minute / DAY % 7 >= 5 ? 0.4 : 1);
    }

    /** A number by chance, of which so many are to be expected. */
    static long poisson(Random chance, double mean) {
        double limit = Math.exp(-mean);
        double product = chance.nextDouble();
        long count = 0;
        while (product > limit) {
            count++;
            product *= chance.nextDouble();
        }
        return count;
    }

    /** How many of some texts, by chance, have what each has with a probability. */
    static long binomial(Random chance, long tries, double probability) {
        long count = 0;
        for (long i = 0; i < tries; i++) {
            count += chance.nextDouble() < probability ? 1 : 0;
        }
        return count;
    }
}
