/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.failure.MetricPast;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The means of one series by the minute, the newest {@value #MOST} of them, each with how many samples it is the mean of; about
 * 8 KB. Kept as single precision: they are compared with each other, not added up. Not thread-safe.
 */
final class MinuteValues {

    /** Half a day before a window, and the window. */
    static final int MOST = 760;

    private int[] minutes = new int[16];
    private float[] means = new float[16];

    /** Samples of each minute; one that has more counts as having so many. */
    private char[] counts = new char[16];

    private int size;

    /** The past that was asked for last, as long as no minute of it changes. */
    private Optional<Given> given = Optional.empty();

    private record Given(long minute, MetricPast past) {}

    /**
     * Sets what a minute is known to be, unless more of its samples are known already. One that is older than all of a full
     * memory is forgotten at once.
     *
     * @param sum all that is known of it
     */
    void put(long minute, MinuteSum sum) {
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        if (at < 0) {
            insert(minute, -at - 1, sum);
        } else if (counts[at] <= sum.samples()) {
            set(at, sum);
        }
    }

    /** Adds samples to those that a minute is known to have. */
    void add(long minute, MinuteSum sum) {
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        if (at < 0) {
            insert(minute, -at - 1, sum);
        } else {
            set(at, MinuteSum.ofMean(means[at], counts[at]).and(sum));
        }
    }

    private void set(int at, MinuteSum sum) {
        counts[at] = count(sum);
        float mean = mean(sum);
        if (means[at] != mean) {
            means[at] = mean;
            changes(minutes[at]);
        }
    }

    private void insert(long minute, int where, MinuteSum sum) {
        int place = where;
        if (size == MOST) {
            if (place == 0) {
                return;
            }
            place--;
            move(1, 0, place);
        } else {
            if (size == minutes.length) {
                grow();
            }
            move(place, place + 1, size - place);
            size++;
        }
        minutes[place] = (int) minute;
        means[place] = mean(sum);
        counts[place] = count(sum);
        changes(minute);
    }

    private void move(int from, int to, int length) {
        System.arraycopy(minutes, from, minutes, to, length);
        System.arraycopy(means, from, means, to, length);
        System.arraycopy(counts, from, counts, to, length);
    }

    private void grow() {
        minutes = Arrays.copyOf(minutes, Math.min(MOST, 2 * size));
        means = Arrays.copyOf(means, minutes.length);
        counts = Arrays.copyOf(counts, minutes.length);
    }

    private void changes(long minute) {
        given = given.filter(last -> minute >= last.minute());
    }

    private static float mean(MinuteSum sum) {
        return (float) Math.clamp(sum.mean(), -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private static char count(MinuteSum sum) {
        return (char) Math.min(Character.MAX_VALUE, sum.samples());
    }

    /** Minutes that are known. */
    int size() {
        return size;
    }

    /** The last minute that is known, or a long past one where none is. */
    long newest() {
        return size == 0 ? Integer.MIN_VALUE : minutes[size - 1];
    }

    /** The mean of a minute. */
    OptionalDouble at(long minute) {
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        return at >= 0 ? OptionalDouble.of(means[at]) : OptionalDouble.empty();
    }

    /** How many samples a minute is the mean of; none where it is not known. */
    int samples(long minute) {
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        return at >= 0 ? counts[at] : 0;
    }

    /** The minutes before one as a window is judged by them; the same object until one of them changes. */
    MetricPast past(long minute, int most) {
        Given last = given.filter(each -> each.minute() == minute)
                .orElseGet(() -> new Given(minute, new MetricPast(before(minute, most))));
        given = Optional.of(last);
        return last.past();
    }

    /** The means of so many of the minutes before one, oldest first. */
    double[] before(long minute, int most) {
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        int end = at >= 0 ? at : -at - 1;
        int oldest = (int) minute - most;
        int from = Math.max(0, end - most);
        while (from < end && minutes[from] < oldest) {
            from++;
        }
        double[] before = new double[end - from];
        for (int i = from; i < end; i++) {
            before[i - from] = means[i];
        }
        return before;
    }
}
