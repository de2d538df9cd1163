/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** One view of a series: what it has shown so far, and how rare what it shows now is. */
final class ViewState {

    private final View view;
    private final RaritySketch past = new RaritySketch();
    private double rarity;

    ViewState(View view) {
        this.view = view;
    }

    /**
     * Judges a value, then adds it to the past.
     *
     * @param deviation the mean absolute deviation that the view's floor is a share of
     */
    void look(double value, double deviation) {
        past.learn(value, judge(value, deviation));
    }

    /** Judges a value and says its depth; nothing is learned. */
    double judge(double value, double deviation) {
        double depth = past.depth(value, view.floor() * deviation);
        rarity = past.rarity(depth);
        return depth;
    }

    View view() {
        return view;
    }

    /** How many times sooner than usual the last value was parted from the past. */
    double rarity() {
        return rarity;
    }

    /** The same as a share of what counts as much in any view. */
    double share(double rarity) {
        return rarity / view.usualPeak();
    }

    double median() {
        return past.median();
    }

    void write(StateWriter out) {
        past.write(out);
    }

    void read(StateReader in) {
        past.read(in);
    }
}
