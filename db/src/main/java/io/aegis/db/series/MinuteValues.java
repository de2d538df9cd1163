package io.aegis.db.series;

import io.aegis.monitoring.failure.MetricPast;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The means of one series by the minute, the newest {@value #MOST} of them; about 6 KB. Kept as single precision: they are
 * compared with each other, not added up. Not thread-safe.
 */
final class MinuteValues {

    /** Half a day before a window, and the window. */
    static final int MOST = 760;

    private int[] minutes = new int[16];
    private float[] means = new float[16];
    private int size;

    /** The past that was asked for last, as long as no minute of it changes. */
    private Optional<Given> given = Optional.empty();

    private record Given(long minute, MetricPast past) {}

    /** Sets the mean of a minute; one that is older than all of a full memory is forgotten at once. */
    void put(long minute, double mean) {
        given = given.filter(last -> minute >= last.minute());
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        if (at >= 0) {
            means[at] = (float) mean;
            return;
        }
        int place = -at - 1;
        if (size == MOST) {
            if (place == 0) {
                return;
            }
            place--;
            System.arraycopy(minutes, 1, minutes, 0, place);
            System.arraycopy(means, 1, means, 0, place);
        } else {
            if (size == minutes.length) {
                minutes = Arrays.copyOf(minutes, Math.min(MOST, 2 * size));
                means = Arrays.copyOf(means, minutes.length);
            }
            System.arraycopy(minutes, place, minutes, place + 1, size - place);
            System.arraycopy(means, place, means, place + 1, size - place);
            size++;
        }
        minutes[place] = (int) minute;
        means[place] = (float) mean;
    }

    /** The mean of a minute. */
    OptionalDouble at(long minute) {
        int at = Arrays.binarySearch(minutes, 0, size, (int) minute);
        return at >= 0 ? OptionalDouble.of(means[at]) : OptionalDouble.empty();
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
