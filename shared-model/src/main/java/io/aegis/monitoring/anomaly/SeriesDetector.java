/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import io.aegis.monitoring.MetricType;
import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Judges the samples of one series as they come, each against the series' own past, and learns it afterwards. Three views
 * (value, short run of forecast errors, level) say how much sooner than usual random cuts would part the sample from all that
 * was; together they are its strength, whose calibration is the score. A lone sample that is far beyond anything is judged and
 * not learned. Until the warm-up is over a prior of the metric's type
 * fades while the series' own past comes to speak. The same samples always get the same verdicts.
 *
 * <p>Some 7 KB after a few hours, 8 KB after a week; a few microseconds a sample. A gap is nothing but a later time. Values beyond 1e300 count as that. Not
 * thread-safe.
 */
public final class SeriesDetector {

    private static final int FORMAT = 5;
    private static final int LONGEST_PRIOR = 120;
    private static final int PRIOR_SAMPLES = 5;
    private static final int FIRST_SCORED = 20;
    private static final double LARGEST = 1e300;

    private final MetricType type;
    private final Windows windows;
    private final Prior prior;
    private final Cadence cadence = new Cadence();
    private final OutlierGate gate;
    private final AlarmDamping damping;
    private final Debounce debounce;
    private final SecondAlerts alerts;
    private final VerdictMemory memory;
    private SeriesPast past;
    private boolean wild;
    private long seen;
    private long newest = Long.MIN_VALUE;

    /** A detector that has seen nothing. */
    public SeriesDetector(MetricType type, Windows windows) {
        this.type = type;
        this.windows = windows;
        prior = Prior.of(type);
        past = new SeriesPast(windows, 0);
        memory = new VerdictMemory(windows.warmup());
        gate = new OutlierGate(windows.warmup());
        damping = new AlarmDamping(windows.memory());
        debounce = new Debounce(windows.debounce());
        alerts = new SecondAlerts(windows.debounce());
    }

    /** Samples learned so far. */
    public long samplesSeen() {
        return seen;
    }

    /** Whether the newest sample was so far off that nothing was learned from it. */
    public boolean wild() {
        return wild;
    }

    /** Whatever was said of the newest sample, nobody was told: no later alert has to be stronger for its sake. */
    public void untold() {
        alerts.untold(seen - 1);
    }

    /** The time of the newest sample learned; empty before the first. */
    public Optional<Instant> newest() {
        return seen == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
    }

    /** After this time {@link #recall} knows all that was learned. */
    public Instant remembersAfter() {
        long time = memory.completeAfter();
        return time == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(time);
    }

    /** The verdict of a sample that was judged not long ago; nothing is judged or learned. */
    public Optional<Verdict> recall(Instant timestamp, double measured) {
        return memory.find(timestamp.toEpochMilli(), Math.clamp(measured, -LARGEST, LARGEST));
    }

    /**
     * Judges a sample, and learns it if it is not older than the newest.
     *
     * @param timestamp when it was measured; counts in milliseconds
     * @param measured finite
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public Verdict judge(Instant timestamp, double measured) {
        if (!Double.isFinite(measured)) {
            throw new IllegalArgumentException("a sample's value is a finite number");
        }
        long time = timestamp.toEpochMilli();
        double sane = Math.clamp(measured, -LARGEST, LARGEST);
        if (time > newest) {
            return learn(time, sane);
        }
        Optional<Verdict> before = memory.find(time, sane);
        if (before.isPresent()) {
            return before.get();
        }
        return time == newest ? learn(time, sane) : late(time, sane);
    }

    /** On a copy, so that nothing of it stays. */
    private Verdict late(long time, double measured) {
        Verdict verdict = ofBytes(type, toBytes()).learn(time, measured);
        return new Verdict(
                verdict.score(),
                verdict.rawScore(),
                verdict.strength(),
                verdict.band(),
                verdict.reason(),
                verdict.maturity(),
                SampleOrder.LATE);
    }

    private Verdict learn(long time, double measured) {
        if (seen == 0) {
            past = new SeriesPast(windows, measured);
        } else if (seen == OutlierGate.FIRST_ROW) {
            beginWithoutOutliers(time);
        }
        past.look(Math.floorDiv(time, 1_000L));
        Band band = band(measured);
        double median = past.median();
        double fromMedian = measured - median;
        wild = gate.wild(fromMedian, median, seen);
        if (!wild && (seen == 0 || cadence.gap(time - newest))) {
            past.resume(measured);
        }
        if (seen > 0) {
            cadence.learn(time - newest);
        }
        if (wild) {
            past.judge(measured);
        } else {
            past.learn(measured, seen);
        }
        Verdict verdict = verdict(time, measured, fromMedian, band);
        newest = time;
        seen++;
        return verdict;
    }

    /** A wild sample among the first few is known by the others only: the series begins anew without it. */
    private void beginWithoutOutliers(long time) {
        double[] first = memory.values();
        double[] ascending = sorted(Arrays.stream(first));
        double median = (ascending[(first.length - 1) / 2] + ascending[first.length / 2]) / 2;
        gate.begin(sorted(Arrays.stream(first).map(value -> Math.abs(value - median)))[first.length / 2]);
        double[] sane = Arrays.stream(first)
                .filter(value -> !gate.beyond(value - median, median))
                .toArray();
        if (sane.length < first.length && first.length == OutlierGate.FIRST_ROW) {
            past = new SeriesPast(windows, median);
            for (int i = 0; i < sane.length; i++) {
                past.look(Math.floorDiv(time, 1_000L));
                if (i == 0) {
                    past.resume(sane[i]);
                }
                past.learn(sane[i], i);
            }
        }
    }

    private static double[] sorted(DoubleStream values) {
        return values.sorted().toArray();
    }

    private Verdict verdict(long time, double measured, double fromMedian, Band band) {
        double own = ownStrength(fromMedian);
        double limit = priorWeight() * prior.strength(measured);
        double maturity = memory.maturity();
        boolean passes = passes(Math.max(own, limit));
        boolean byPrior = limit > maturity * own || seen < FIRST_SCORED;
        double strength = byPrior ? limit : maturity * own;
        Reason reason = reason(byPrior);
        boolean told =
                passes && (wild || alerts.news(strength, Math.abs(measured - band.expected()), reason.view(), seen));
        return memory.add(time, measured, told, strength, band, reason);
    }

    /** A wild sample that comes alone must not keep silent what comes after it. */
    private boolean passes(double together) {
        if (!wild) {
            return debounce.passes(together, together, seen);
        }
        boolean alone = gate.rowsBetween() > windows.debounce();
        double remembered = alone ? Math.min(together, Calibration.ALERT_STRENGTH) : together;
        return debounce.passes(together, remembered, seen) && alone;
    }

    /** What the three views say together. */
    private double ownStrength(double fromMedian) {
        if (seen < FIRST_SCORED) {
            return 0;
        }
        ViewState value = past.value();
        double used = damping.discounted(value.rarity(), fromMedian, seen);
        damping.learn(value.rarity(), fromMedian, seen);
        double together = fourth(value.share(used))
                + fourth(past.residual().share(past.residual().rarity()))
                + fourth(past.level().share(past.level().rarity()));
        return Math.sqrt(Math.sqrt(together)) / (1 + windows.age() / (seen + 1));
    }

    private static double fourth(double share) {
        return share * share * share * share;
    }

    private Reason reason(boolean byPrior) {
        if (byPrior) {
            return new Reason(View.PRIOR, 1, past.currentLevel());
        }
        ViewState loudest = past.loudest();
        return new Reason(loudest.view(), loudest.rarity(), past.currentLevel());
    }

    private double priorWeight() {
        return Math.max(0, 1 - (double) seen / Math.min(windows.warmup(), LONGEST_PRIOR));
    }

    /** The forecast, and as long as there is little history what is usual for the type mixed in. */
    private Band band(double measured) {
        double share = priorWeight() * PRIOR_SAMPLES / (PRIOR_SAMPLES + seen);
        double own = 1 - share;
        return Band.around(
                share * prior.expected(measured) + own * past.expected(),
                share * prior.error(measured) + own * past.error());
    }

    /** All that the detector knows, for {@link #ofBytes}; about 7 KB. */
    public byte[] toBytes() {
        var out = new StateWriter();
        out.small(FORMAT);
        out.count(windows.warmup());
        out.small(windows.equals(Windows.service()) ? 1 : 0);
        out.whole(seen);
        out.whole(newest);
        cadence.write(out);
        gate.write(out);
        past.write(out);
        damping.write(out);
        debounce.write(out);
        alerts.write(out);
        memory.write(out);
        return out.bytes();
    }

    /**
     * The detector that wrote this state; it goes on as if it had never stopped.
     *
     * @param type what the series measures, which the state does not tell
     * @throws IllegalArgumentException when no detector of this version wrote it
     */
    public static SeriesDetector ofBytes(MetricType type, byte[] state) {
        try {
            var in = new StateReader(state);
            if (in.small(Byte.MAX_VALUE) != FORMAT) {
                throw new IllegalArgumentException("another version wrote this state");
            }
            int warmup = in.count(Windows.MAX_WARMUP);
            Windows windows = in.small(1) == 1 ? Windows.service() : Windows.ofWarmup(warmup);
            var detector = new SeriesDetector(type, windows);
            detector.read(in);
            in.end();
            return detector;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the state of a detector is cut short", e);
        }
    }

    private void read(StateReader in) {
        seen = in.whole();
        newest = in.whole();
        cadence.read(in);
        gate.read(in);
        past.read(in);
        damping.read(in);
        debounce.read(in);
        alerts.read(in);
        memory.read(in, seen);
    }
}
