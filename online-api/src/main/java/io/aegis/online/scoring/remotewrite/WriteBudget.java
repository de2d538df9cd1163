/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.problem.ProblemException;
import java.util.function.LongConsumer;

/**
 * Counts what is made of a request while it is read, says how much memory that takes until the request is answered, and refuses it
 * with 413 before it becomes too much. Not thread-safe.
 */
final class WriteBudget {

    /** Most bytes of a body. Prometheus sends some 50 KB for its 2,000 samples. */
    static final int MAX_COMPRESSED = 2 << 20;

    /** Most bytes of the message in it. */
    static final int MAX_MESSAGE = 16 << 20;

    /** Most samples and histograms of a request. */
    static final int MAX_SAMPLES = 50_000;

    /** Most series of a request that have samples. */
    static final int MAX_SERIES = 20_000;

    /** Most series of a request at all; nobody sends them without samples. */
    static final int MAX_ENTRIES = 50_000;

    /** Most labels of all series of a request together. */
    static final int MAX_LABELS = 200_000;

    /** Most buckets of all native histograms of a request together. */
    static final int MAX_BUCKETS = 400_000;

    /** Most texts in the table of version 2. */
    static final int MAX_SYMBOLS = 200_000;

    /** Bytes of a series with a name and its first sample, from what was sent to what was judged; by class histograms. */
    private static final long SERIES_WEIGHT = 700;

    private static final long LABEL_WEIGHT = 100;
    private static final long SAMPLE_WEIGHT = 200;

    /** Room is asked for in pieces of so many bytes. */
    private static final long PIECE = 64 << 10;

    private final LongConsumer room;
    private long owed;
    private int entries;
    private int series;
    private int samples;
    private int labels;
    private int buckets;
    private int symbols;

    /**
     * Nothing is made yet.
     *
     * @param room is told how many bytes more will be taken, and may refuse
     */
    WriteBudget(LongConsumer room) {
        this.room = room;
    }

    void entry() {
        entries = counted(entries, MAX_ENTRIES, "series");
    }

    void series() {
        series = counted(series, MAX_SERIES, "series");
        weigh(SERIES_WEIGHT);
    }

    void sample() {
        samples = counted(samples, MAX_SAMPLES, "samples");
        weigh(SAMPLE_WEIGHT);
    }

    void label() {
        labels = counted(labels, MAX_LABELS, "labels");
        weigh(LABEL_WEIGHT);
    }

    void bucket() {
        buckets = counted(buckets, MAX_BUCKETS, "buckets");
    }

    void symbol() {
        symbols = counted(symbols, MAX_SYMBOLS, "symbols");
    }

    private void weigh(long bytes) {
        owed += bytes;
        if (owed >= PIECE) {
            room.accept(owed);
            owed = 0;
        }
    }

    private static int counted(int before, int most, String what) {
        if (before >= most) {
            throw ProblemException.tooLarge("A request may have up to " + most + " " + what + ".");
        }
        return before + 1;
    }
}
