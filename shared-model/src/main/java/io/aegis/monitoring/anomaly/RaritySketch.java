/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * All that a view has shown so far, as at most {@value #CAPACITY} weighted points, and how soon random cuts would part a
 * value from them. The depth is the exact expectation of an infinite random cut forest on the line: a cut that falls into a
 * gap between points is on the way of a value with the probability gap / distance to the gap's far end (Guha et al., "Robust
 * Random Cut Forest Based Anomaly Detection on Streams", ICML 2016, for the forest). No trees, hence no seeds.
 */
final class RaritySketch {

    static final int CAPACITY = 128;

    /** Samples after which the past begins to fade: half of it each time as many more have come. */
    static final int MASS = 16_384;

    /** Points lighter than this are forgotten when the past fades. */
    private static final float LIGHTEST = 0.4f;

    private static final double SHALLOWEST = 0.5;
    private static final double LARGEST_FACTOR = 1e75;
    private static final double LN_2 = Math.log(2);

    /** Each in half its room: most of what a series takes are these. */
    private final int[] points = new int[CAPACITY + 1];

    private final float[] counts = new float[CAPACITY + 1];
    private final DepthHistogram depths = new DepthHistogram();
    private int size;
    private double total;

    /** Where the value would stand whose depth was asked for last; whoever learns it then need not look for it again. */
    private int place;

    /** The widest gap that was ever merged: below it the sketch cannot tell values apart. */
    private double resolution;

    /**
     * The expected number of cuts that part a value from the past, and the logarithm of what cannot be told from it.
     *
     * @param exact the value, which is rounded as those of the past are
     * @param floor differences up to this are no news
     */
    double depth(double exact, double floor) {
        double value = RoundedNumber.round(exact);
        double same = Math.max(resolution, floor);
        int right = firstFrom(value);
        place = right;
        double alike = 0;
        int above = right;
        while (above < size && point(above) - value <= same) {
            alike += counts[above++];
        }
        int below = right - 1;
        while (below >= 0 && value - point(below) <= same) {
            alike += counts[below--];
        }
        double cuts = cuts(value, above, size - above, 1, above == right ? 0 : point(above - 1) - value)
                + cuts(value, below, below + 1, -1, below == right - 1 ? 0 : value - point(below + 1));
        return cuts + Math.log(1 + alike) / LN_2;
    }

    /**
     * The cuts on one side of a value: the sum of gap / distance over the points there.
     *
     * @param first place of the nearest of them
     * @param number of them
     * @param step to the next one farther away: 1 above the value, -1 below
     * @param nearest distance of the last point that is like the value; 0 when there is none
     */
    private double cuts(double value, int first, int number, int step, double nearest) {
        double cuts = number;
        double near = nearest;
        int place = first;
        int left = number;
        if (number >= 4 && multipliable(value, first, first + (number - 1) * step)) {
            // Four fractions over one line: a division takes as long as all of these multiplications, and three times a
            // sample there are up to a hundred of them.
            for (; left >= 4; left -= 4) {
                double one = Math.abs(point(place) - value);
                double two = Math.abs(point(place + step) - value);
                double three = Math.abs(point(place + 2 * step) - value);
                double four = Math.abs(point(place + 3 * step) - value);
                double firstPair = one * two;
                double lastPair = three * four;
                cuts -= ((near * two + one * one) * lastPair + (two * four + three * three) * firstPair)
                        / (firstPair * lastPair);
                near = four;
                place += 4 * step;
            }
        }
        for (; left > 0; left--) {
            double distance = Math.abs(point(place) - value);
            cuts -= near / distance;
            near = distance;
            place += step;
        }
        return cuts;
    }

    /** Whether four of the distances between these two can be multiplied without leaving what a double can hold. */
    private boolean multipliable(double value, int nearest, int farthest) {
        return Math.abs(point(nearest) - value) > 1 / LARGEST_FACTOR
                && Math.abs(point(farthest) - value) < LARGEST_FACTOR;
    }

    /** How many times sooner than usual a value of that depth is parted from the past. */
    double rarity(double depth) {
        return Math.max(SHALLOWEST, depths.median()) / Math.max(SHALLOWEST, depth);
    }

    /**
     * Adds the value whose depth was asked for last to the past, rounded.
     *
     * @param depth that was said
     */
    void learn(double exact, double depth) {
        double value = RoundedNumber.round(exact);
        depths.add(depth);
        total++;
        int right = place;
        int nearest = nearest(value, right);
        if (nearest >= 0 && Math.abs(point(nearest) - value) <= resolution / 2) {
            double moved = point(nearest) + (value - point(nearest)) / (counts[nearest] + 1);
            points[nearest] = RoundedNumber.keep(moved);
            counts[nearest]++;
        } else {
            insert(right, value);
        }
        if (total > MASS) {
            fade();
        }
    }

    /** The value that half of the past lies below; 0 of nothing. */
    double median() {
        double below = 0;
        for (int i = 0; i < size; i++) {
            below += counts[i];
            if (below >= total / 2) {
                return point(i);
            }
        }
        return 0;
    }

    private double point(int place) {
        return RoundedNumber.of(points[place]);
    }

    private int firstFrom(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (point(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int nearest(double value, int right) {
        if (right == size) {
            return size - 1;
        }
        return right > 0 && value - point(right - 1) < point(right) - value ? right - 1 : right;
    }

    private void insert(int at, double value) {
        System.arraycopy(points, at, points, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        points[at] = RoundedNumber.keep(value);
        counts[at] = 1;
        size++;
        if (size > CAPACITY) {
            mergeClosest();
        }
    }

    private void mergeClosest() {
        int closest = 0;
        double gap = Double.MAX_VALUE;
        for (int i = 0; i + 1 < size; i++) {
            double distance = point(i + 1) - point(i);
            if (distance < gap) {
                gap = distance;
                closest = i;
            }
        }
        float both = counts[closest] + counts[closest + 1];
        points[closest] = RoundedNumber.keep(point(closest) + gap * (counts[closest + 1] / both));
        counts[closest] = both;
        int moved = size - closest - 2;
        System.arraycopy(points, closest + 2, points, closest + 1, moved);
        System.arraycopy(counts, closest + 2, counts, closest + 1, moved);
        size--;
        resolution = Math.max(resolution, gap);
    }

    private void fade() {
        int kept = 0;
        total = 0;
        for (int i = 0; i < size; i++) {
            float count = counts[i] / 2;
            if (count >= LIGHTEST) {
                points[kept] = points[i];
                counts[kept] = count;
                total += count;
                kept++;
            }
        }
        size = kept;
        resolution *= 0.9;
        depths.halve();
    }

    void write(StateWriter out) {
        out.count(size);
        for (int i = 0; i < size; i++) {
            out.rounded(points[i]);
            out.single(counts[i]);
        }
        out.number(resolution);
        depths.write(out);
    }

    void read(StateReader in) {
        size = in.count(CAPACITY);
        total = 0;
        for (int i = 0; i < size; i++) {
            points[i] = in.rounded();
            counts[i] = in.weight();
            total += counts[i];
        }
        resolution = in.number();
        depths.read(in);
    }
}
