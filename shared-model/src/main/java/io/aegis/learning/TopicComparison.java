/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Sentiment;
import java.util.Arrays;
import java.util.Random;

/**
 * What was learned against the rules on one label, on texts that the former was not learned from.
 *
 * @param texts that have the label; of sentiment all
 * @param learned F1 of what was learned; of sentiment the mean of those of the three
 * @param rules F1 of the rules, likewise
 * @param better in how many of {@value #ROUNDS} bootstraps the former is higher
 */
public record TopicComparison(int texts, double learned, double rules, int better) {

    /** Bootstraps (Efron 1979): samples of the same size, with replacement. */
    public static final int ROUNDS = 200;

    /** In how many of them it has to be better. */
    static final int NEEDED = ROUNDS * 9 / 10;

    private static final int SEED = 1;

    /** Said rightly, said wrongly, missed; of each class. */
    private static final int COUNTS = 3;

    /** Compares, given for each text whether it has the label and what either says. */
    static TopicComparison of(boolean[] actual, boolean[] learned, boolean[] ruled) {
        int texts = 0;
        for (boolean each : actual) {
            texts += each ? 1 : 0;
        }
        return compared(texts, codes(actual), codes(learned), codes(ruled), 1, 2);
    }

    /** Compares, given for each text what it is and what either says. */
    static TopicComparison of(Sentiment[] actual, Sentiment[] learned, Sentiment[] ruled) {
        return compared(actual.length, codes(actual), codes(learned), codes(ruled), 0, Sentiment.values().length);
    }

    private static int[] codes(boolean[] values) {
        int[] codes = new int[values.length];
        Arrays.setAll(codes, i -> values[i] ? 1 : 0);
        return codes;
    }

    private static int[] codes(Sentiment[] values) {
        return Arrays.stream(values).mapToInt(Sentiment::ordinal).toArray();
    }

    /** Counts the classes from the first on. */
    private static TopicComparison compared(
            int texts, int[] actual, int[] learned, int[] ruled, int first, int classes) {
        Random random = new Random(SEED);
        int better = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int[] one = new int[COUNTS * classes];
            int[] other = new int[COUNTS * classes];
            for (int i = 0; i < actual.length; i++) {
                int drawn = random.nextInt(actual.length);
                count(one, learned[drawn], actual[drawn]);
                count(other, ruled[drawn], actual[drawn]);
            }
            better += f1(one, first) > f1(other, first) ? 1 : 0;
        }
        int[] one = new int[COUNTS * classes];
        int[] other = new int[COUNTS * classes];
        for (int i = 0; i < actual.length; i++) {
            count(one, learned[i], actual[i]);
            count(other, ruled[i], actual[i]);
        }
        return new TopicComparison(texts, f1(one, first), f1(other, first), better);
    }

    /** Whether it may be used. */
    public boolean won() {
        return better >= NEEDED;
    }

    private static void count(int[] counts, int said, int actual) {
        if (said == actual) {
            counts[said * COUNTS]++;
        } else {
            counts[said * COUNTS + 1]++;
            counts[actual * COUNTS + 2]++;
        }
    }

    private static double f1(int[] counts, int first) {
        double sum = 0;
        for (int at = first * COUNTS; at < counts.length; at += COUNTS) {
            sum += counts[at] == 0 ? 0 : 2.0 * counts[at] / (2 * counts[at] + counts[at + 1] + counts[at + 2]);
        }
        return sum / (counts.length / COUNTS - first);
    }
}
