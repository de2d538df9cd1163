/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How much likelier runs of two and three letters are in each language than in English, as the build counted them in a
 * published detector's profiles. An open hash table of numbers, without allocation when asked. Immutable, thread-safe.
 */
final class LetterStatistics {

    private static final double STEPS = 16;
    /** In these parts of a nat sums are kept: sixteenths, of which a run of two letters counts a quarter. */
    private static final double PARTS = STEPS * 4;

    private static final int OF_TWO = 1;
    private static final int OF_THREE = 2;
    /** Where words begin and end, for the table. */
    private static final char EDGE = ' ';
    /** Longest word that is looked at: longer ones are no words. */
    private static final int LONGEST = 40;

    private final List<String> languages;
    /** Runs of letters packed into numbers, 0 for an empty place. */
    private final long[] runs;
    /** A row of logarithms, in sixteenths, per place. */
    private final byte[] likelihoods;

    private LetterStatistics(List<String> languages, long[] runs, byte[] likelihoods) {
        this.languages = languages;
        this.runs = runs;
        this.likelihoods = likelihoods;
    }

    /** Reads the table that the build makes. */
    static LetterStatistics load() {
        return read(Objects.requireNonNull(
                LetterStatistics.class.getResourceAsStream("letters.bin"), "the build did not generate letters.bin"));
    }

    /** Reads such a table and closes it. */
    static LetterStatistics read(InputStream table) {
        try (var in = new DataInputStream(new BufferedInputStream(table))) {
            List<String> languages = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                languages.add(in.readUTF());
            }
            int count = in.readInt();
            int places = Integer.highestOneBit(Math.max(count, 1)) << 2;
            long[] runs = new long[places];
            byte[] likelihoods = new byte[places * languages.size()];
            for (int i = 0; i < count; i++) {
                String run = in.readUTF();
                int place = place(runs, packed(run));
                runs[place] = packed(run);
                in.readFully(likelihoods, place * languages.size(), languages.size());
            }
            return new LetterStatistics(List.copyOf(languages), runs, likelihoods);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of letters is damaged", e);
        }
    }

    /** The languages but English, in the order of all arrays. */
    List<String> languages() {
        return languages;
    }

    /**
     * Sets {@code sums} to how much likelier a word is in each language than in English, as natural logarithms in {@link #parts parts}. Runs of
     * three letters count half, of two a quarter, for they overlap.
     */
    void weigh(String word, int[] sums) {
        Arrays.fill(sums, 0);
        int length = Math.min(word.length(), LONGEST);
        char first = EDGE;
        char second = word.charAt(0);
        add(pair(first, second), OF_TWO, sums);
        for (int i = 1; i <= length; i++) {
            char third = i == length ? EDGE : word.charAt(i);
            add(pair(second, third), OF_TWO, sums);
            add(pair(first, second) << Character.SIZE | third, OF_THREE, sums);
            first = second;
            second = third;
        }
    }

    private void add(long run, int weight, int[] sums) {
        int place = place(runs, run);
        if (runs[place] == run) {
            int row = place * sums.length;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += weight * likelihoods[row + i];
            }
        }
    }

    /** A natural logarithm in parts, as sums are. */
    static int parts(double nats) {
        return (int) Math.round(nats * PARTS);
    }

    private static long pair(char one, char other) {
        return (long) one << Character.SIZE | other;
    }

    private static long packed(String run) {
        long packed = 0;
        for (int i = 0; i < run.length(); i++) {
            packed = packed << Character.SIZE | run.charAt(i);
        }
        return packed;
    }

    /** Where a run is, or would be. The table is at most half full, so there is always an end. */
    private static int place(long[] runs, long run) {
        int mask = runs.length - 1;
        long mixed = run * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 40) & mask;
        while (runs[place] != 0 && runs[place] != run) {
            place = place + 1 & mask;
        }
        return place;
    }
}
