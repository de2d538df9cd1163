/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Says what the next sample should be: the smoothed recent value, or what is usual at this time of the day, or of the week
 * (UTC), whichever has been clearly better so far. What it learns from a sample is clipped to four times the usual error,
 * so that an outlier is not expected again a day later.
 */
final class Forecaster {

    private static final double CLEARLY_BETTER = 0.8;
    private static final double SMOOTHING = 0.1;
    private static final double SLOWEST = 0.005;
    private static final int UNCLIPPED = 30;
    private static final double CLIP = 4;

    /** The least error that is taken for usual, as a share of the series' mean absolute deviation: a flat series can learn. */
    private static final double LEAST_ERROR = 0.01;

    private final SlotTable day = new SlotTable(86_400, 48);
    private final SlotTable week = new SlotTable(604_800, 168);
    private final double[] forecasts = new double[3];
    private final double[] errors = new double[3];
    private double smoothed;
    private int daySlot;
    private int weekSlot;
    private int chosen;

    /** Makes the forecasts for that moment; {@link #expected()} and {@link #error()} are about them. */
    void look(long epochSecond) {
        daySlot = day.slot(epochSecond);
        weekSlot = week.slot(epochSecond);
        forecasts[0] = smoothed;
        forecasts[1] = day.visited(daySlot) ? day.value(daySlot) : smoothed;
        forecasts[2] = week.visited(weekSlot) ? week.value(weekSlot) : forecasts[1];
        chosen = errors[1] < CLEARLY_BETTER * errors[0] ? 1 : 0;
        if (errors[2] < CLEARLY_BETTER * errors[chosen]) {
            chosen = 2;
        }
    }

    /** Forgets the recent value: what comes after a gap starts from what came first, or from what is usual at this time. */
    void resume(double value) {
        smoothed = value;
        forecasts[0] = value;
        if (!day.visited(daySlot)) {
            forecasts[1] = value;
        }
        if (!week.visited(weekSlot)) {
            forecasts[2] = forecasts[1];
        }
    }

    double expected() {
        return forecasts[chosen];
    }

    /** The mean absolute error of such forecasts so far. */
    double error() {
        return errors[chosen];
    }

    /**
     * Learns what came at the moment last looked at.
     *
     * @param seen samples before this one
     * @param deviation the mean absolute deviation of those
     */
    void learn(double value, long seen, double deviation) {
        double rate = Math.max(SLOWEST, 1.0 / (seen + 1));
        double usual = seen > UNCLIPPED ? LEAST_ERROR * deviation : Double.POSITIVE_INFINITY;
        smoothed += SMOOTHING * clipped(0, value, usual, rate);
        double ofDay = clipped(1, value, usual, rate);
        day.learn(daySlot, forecasts[1] + ofDay, ofDay);
        double ofWeek = clipped(2, value, usual, rate);
        week.learn(weekSlot, forecasts[2] + ofWeek, ofWeek);
    }

    /** The error of a forecast, clipped, and learned. */
    private double clipped(int forecast, double value, double usual, double rate) {
        double error = value - forecasts[forecast];
        double size = Math.min(Math.abs(error), CLIP * (errors[forecast] + usual));
        errors[forecast] += rate * (size - errors[forecast]);
        return Math.copySign(size, error);
    }

    void write(StateWriter out) {
        out.number(smoothed);
        for (double error : errors) {
            out.number(error);
        }
        day.write(out);
        week.write(out);
    }

    void read(StateReader in) {
        smoothed = in.number();
        for (int i = 0; i < errors.length; i++) {
            errors[i] = in.number();
        }
        day.read(in);
        week.read(in);
    }
}
