/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import java.util.Random;

/**
 * What was learned against the rules on one topic, on texts that the former was not learned from.
 *
 * @param texts that have the topic
 * @param learned F1 of what was learned
 * @param rules F1 of the rules
 * @param better in how many of {@value #ROUNDS} bootstraps the former is higher
 */
public record TopicComparison(int texts, double learned, double rules, int better) {

    /** Bootstraps (Efron 1979): samples of the same size, with replacement. */
    public static final int ROUNDS = 200;

    /** In how many of them it has to be better. */
    static final int NEEDED = ROUNDS * 9 / 10;

    private static final int SEED = 1;

    /** Right, wrong, missed. */
    private static final int COUNTS = 3;

    /** Compares, given for each text what is so and what either says. */
    static TopicComparison of(boolean[] actual, boolean[] learned, boolean[] ruled) {
        Random random = new Random(SEED);
        int better = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int[] one = new int[COUNTS];
            int[] other = new int[COUNTS];
            for (int i = 0; i < actual.length; i++) {
                int drawn = random.nextInt(actual.length);
                count(one, learned[drawn], actual[drawn]);
                count(other, ruled[drawn], actual[drawn]);
            }
            better += f1(one) > f1(other) ? 1 : 0;
        }
        int[] one = new int[COUNTS];
        int[] other = new int[COUNTS];
        for (int i = 0; i < actual.length; i++) {
            count(one, learned[i], actual[i]);
            count(other, ruled[i], actual[i]);
        }
        return new TopicComparison(one[0] + one[2], f1(one), f1(other), better);
    }

    /** Whether it may be used. */
    public boolean won() {
        return better >= NEEDED;
    }

    private static void count(int[] counts, boolean said, boolean actual) {
        if (said || actual) {
            counts[said && actual ? 0 : said ? 1 : 2]++;
        }
    }

    private static double f1(int[] counts) {
        return counts[0] == 0 ? 0 : 2.0 * counts[0] / (2 * counts[0] + counts[1] + counts[2]);
    }
}
