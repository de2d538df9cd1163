/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * What a series was like so far: forecasts, scales and the three views, each of which judges a value before it learns it. What is
 * kept of values is rounded to six digits of how far they lie from the first.
 */
final class SeriesPast {

    private final Forecaster forecaster = new Forecaster();
    private final Deviation valueDeviation = new Deviation();
    private final Deviation residualDeviation = new Deviation();
    private final ResidualRun residuals;
    private final RecentValues recent;
    private final ViewState value = new ViewState(View.VALUE);
    private final ViewState residual = new ViewState(View.RESIDUAL);
    private final ViewState level = new ViewState(View.LEVEL);

    /** What is kept of values is kept as the distance from this. */
    private double origin;

    /**
     * Without a past.
     *
     * @param origin a value of the series
     */
    SeriesPast(Windows windows, double origin) {
        this.origin = origin;
        residuals = new ResidualRun(windows.residual());
        recent = new RecentValues(windows.level());
    }

    /** Makes the forecast for that moment. */
    void look(long epochSecond) {
        forecaster.look(epochSecond);
    }

    /** Goes on after a gap, from the value that comes first. */
    void resume(double first) {
        forecaster.resume(first - origin);
        residuals.interrupt();
    }

    /**
     * Judges a value at the moment last looked at, and learns it.
     *
     * @param seen values before this one
     */
    void learn(double measured, long seen) {
        double distance = measured - origin;
        double error = distance - forecaster.expected();
        forecaster.learn(distance, seen, valueDeviation.size());
        residuals.add(error);
        recent.add(distance);
        valueDeviation.learn(measured, seen);
        residualDeviation.learn(error, seen);
        value.look(distance, valueDeviation.size());
        residual.look(residuals.mean(), residualDeviation.size());
        level.look(recent.median(), valueDeviation.size());
    }

    /** Judges a value that is not learned, but for its being one of the values that there were. */
    void judge(double measured) {
        double distance = measured - origin;
        residuals.add(distance - forecaster.expected());
        value.look(distance, valueDeviation.size());
        residual.judge(residuals.mean(), residualDeviation.size());
        level.judge(recent.median(), valueDeviation.size());
        residuals.excuseLast();
    }

    double expected() {
        return origin + forecaster.expected();
    }

    /** The mean absolute error of such forecasts. */
    double error() {
        return forecaster.error();
    }

    /** The median of the recent values. */
    double currentLevel() {
        return origin + recent.median();
    }

    /** The value that half of all values lie below. */
    double median() {
        return origin + value.median();
    }

    ViewState value() {
        return value;
    }

    ViewState residual() {
        return residual;
    }

    ViewState level() {
        return level;
    }

    /** The view that finds the last value rarest. */
    ViewState loudest() {
        ViewState loudest = value;
        for (ViewState other : new ViewState[] {residual, level}) {
            if (other.share(other.rarity()) > loudest.share(loudest.rarity())) {
                loudest = other;
            }
        }
        return loudest;
    }

    void write(StateWriter out) {
        out.number(origin);
        forecaster.write(out);
        valueDeviation.write(out);
        residualDeviation.write(out);
        residuals.write(out);
        recent.write(out);
        value.write(out);
        residual.write(out);
        level.write(out);
    }

    void read(StateReader in) {
        origin = in.number();
        forecaster.read(in);
        valueDeviation.read(in);
        residualDeviation.read(in);
        residuals.read(in);
        recent.read(in);
        value.read(in);
        residual.read(in);
        level.read(in);
    }
}
