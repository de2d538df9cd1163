/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.Arrays;

/** Counts of a native histogram's buckets on one side of zero, by their index, ascending. Immutable. */
final class BucketCounts {

    /** No bucket. */
    static final BucketCounts NONE = new BucketCounts(new int[0], new double[0]);

    private final int[] indexes;
    private final double[] counts;

    private BucketCounts(int[] indexes, double[] counts) {
        this.indexes = indexes;
        this.counts = counts;
    }

    /** Of indexes that ascend, and as many counts; both are copied. */
    static BucketCounts of(int[] indexes, double[] counts) {
        return new BucketCounts(indexes.clone(), counts.clone());
    }

    int size() {
        return indexes.length;
    }

    int index(int place) {
        return indexes[place];
    }

    double count(int place) {
        return counts[place];
    }

    /** How many are in the bucket of an index. */
    double at(int index) {
        int place = Arrays.binarySearch(indexes, index);
        return place < 0 ? 0 : counts[place];
    }

    /** The same in a schema so many steps coarser: each step makes one bucket of two. */
    BucketCounts coarser(int steps) {
        if (steps <= 0 || indexes.length == 0) {
            return this;
        }
        int[] merged = new int[indexes.length];
        double[] sums = new double[indexes.length];
        int last = -1;
        for (int i = 0; i < indexes.length; i++) {
            int index = ((indexes[i] - 1) >> steps) + 1;
            if (last < 0 || merged[last] != index) {
                merged[++last] = index;
            }
            sums[last] += counts[i];
        }
        return new BucketCounts(Arrays.copyOf(merged, last + 1), Arrays.copyOf(sums, last + 1));
    }

    /** The sum of both, the other one multiplied by a factor. */
    BucketCounts plus(BucketCounts other, double factor) {
        int[] all = new int[indexes.length + other.indexes.length];
        double[] sums = new double[all.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < indexes.length || theirs < other.indexes.length) {
            long next = Math.min(
                    mine < indexes.length ? indexes[mine] : Long.MAX_VALUE,
                    theirs < other.indexes.length ? other.indexes[theirs] : Long.MAX_VALUE);
            all[size] = (int) next;
            if (mine < indexes.length && indexes[mine] == next) {
                sums[size] += counts[mine++];
            }
            if (theirs < other.indexes.length && other.indexes[theirs] == next) {
                sums[size] += factor * other.counts[theirs++];
            }
            size++;
        }
        return new BucketCounts(Arrays.copyOf(all, size), Arrays.copyOf(sums, size));
    }

    /** Whether a bucket has less than it had before. */
    boolean fellSince(BucketCounts before) {
        for (int i = 0; i < before.indexes.length; i++) {
            if (at(before.indexes[i]) < before.counts[i]) {
                return true;
            }
        }
        return false;
    }
}
