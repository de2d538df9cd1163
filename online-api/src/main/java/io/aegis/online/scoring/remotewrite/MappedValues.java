/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricMapping.Use;
import io.aegis.online.scoring.remotewrite.RemoteWriteMeters.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Values that come by other ways than remote write, mapped as those of remote write are: histograms as native ones with their count
 * and sum beside them, and what was added since the value before as the counters that it amounts to. Thread-safe.
 */
public final class MappedValues {

    private static final int MOST_TOTALS = 20_000;

    private final MetricIntake intake;
    private final DeltaTotals totals = new DeltaTotals(MOST_TOTALS);

    /** By the mapping in use. */
    public MappedValues(MappedMetrics mapped) {
        this.intake = mapped.intake();
    }

    /** What was counted or measured. */
    public sealed interface Counted permits Scalar, ObservedHistogram {}

    /**
     * One number.
     *
     * @param value any
     */
    public record Scalar(double value) implements Counted {}

    /**
     * A value under Prometheus' name.
     *
     * @param name of the metric; of a histogram without endings
     * @param labels without the name
     * @param time of it
     * @param counted what it says
     * @param delta whether it says what was added since the value before, and not all there is
     * @param started since when it counts, where it says so
     */
    public record Value(
            String name,
            Map<String, String> labels,
            Instant time,
            Counted counted,
            boolean delta,
            Optional<Instant> started) {

        /** All there is. */
        public Value(String name, Map<String, String> labels, Instant time, double value) {
            this(name, labels, time, new Scalar(value), false, Optional.empty());
        }
    }

    /**
     * What became of values.
     *
     * @param samples of those that a rule wants, by series
     * @param wanted how many values a rule has a use for, those that something is calculated of among them
     * @param invalid values with more or longer labels than a series may have
     */
    public record Taken(Map<Series, List<Measurement>> samples, int wanted, int invalid) {}

    /** One of the series that a value is made of. */
    private record Piece(Map<String, String> labels, Counted counted) {}

    /** The latest time that is believed now, ten minutes ahead of the clock. */
    public Instant latest() {
        return intake.latest();
    }

    /** Whether a rule may want values of a name: nobody need make others. */
    public boolean wants(String name, boolean histogram) {
        return intake.wants(name) || (histogram && (intake.wants(name + "_count") || intake.wants(name + "_sum")));
    }

    /** Maps values, which may be of any number of series, in the order of time for each. */
    public Taken take(List<Value> values) {
        List<RemoteSeries> sent = new ArrayList<>(values.size());
        int wanted = 0;
        int unfit = 0;
        for (Value value : values) {
            List<Piece> pieces = used(value);
            if (pieces.isEmpty()) {
                continue;
            }
            try {
                for (Piece piece : pieces) {
                    check(piece);
                    sent.add(series(value, piece));
                }
                wanted++;
            } catch (IllegalArgumentException e) {
                unfit++;
            }
        }
        MetricIntake.Taken taken = intake.take(sent);
        int invalid = Math.min(
                wanted,
                taken.fates().getOrDefault(Fate.INVALID, 0) + taken.fates().getOrDefault(Fate.FUTURE, 0));
        return new Taken(taken.samples(), wanted - invalid, unfit + invalid);
    }

    /** What of a value a rule has a use for. */
    private List<Piece> used(Value value) {
        List<Piece> pieces = new ArrayList<>();
        if (value.counted() instanceof ObservedHistogram observed) {
            pieces.add(new Piece(labels(value, ""), observed));
            pieces.add(new Piece(labels(value, "_count"), new Scalar(observed.count())));
            if (Double.isFinite(observed.sum())) {
                pieces.add(new Piece(labels(value, "_sum"), new Scalar(observed.sum())));
            }
        } else {
            pieces.add(new Piece(labels(value, ""), value.counted()));
        }
        pieces.removeIf(piece -> uses(piece).isEmpty());
        return pieces;
    }

    private List<Use> uses(Piece piece) {
        return intake.uses(piece.labels(), piece.counted() instanceof ObservedHistogram);
    }

    private static Map<String, String> labels(Value value, String ending) {
        Map<String, String> labels = new HashMap<>(value.labels());
        labels.values().removeIf(String::isEmpty);
        labels.put(RemoteSeries.NAME, value.name() + ending);
        return labels;
    }

    /** Throws what making its series throws. */
    private void check(Piece piece) {
        uses(piece).forEach(use -> use.rule().series(piece.labels()));
    }

    private RemoteSeries series(Value value, Piece piece) {
        long millis = value.time().toEpochMilli();
        OptionalLong since =
                value.started().map(Instant::toEpochMilli).map(OptionalLong::of).orElse(OptionalLong.empty());
        return switch (piece.counted()) {
            case Scalar(double number) ->
                new RemoteSeries(
                        piece.labels(),
                        value.delta()
                                ? totals.add(SeriesKey.of(piece.labels()), since, millis, number)
                                : List.of(new RemoteSeries.Sample(millis, number)));
            case ObservedHistogram observed -> {
                NativeHistogram histogram = observed.at(millis);
                yield new RemoteSeries(
                        piece.labels(),
                        List.of(),
                        value.delta()
                                ? totals.add(SeriesKey.of(piece.labels()), since, histogram)
                                : List.of(histogram));
            }
        };
    }
}
