/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.online.scoring.otlp.OtlpMetric.Kind;
import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.WireCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code ExportMetricsServiceRequest}: gauges, sums, histograms and exponential histograms. Summaries, exemplars and scopes are
 * passed over.
 */
final class MetricsRequest {

    private static final FieldNames REQUEST = FieldNames.of("1 resourceMetrics[]!");
    private static final FieldNames RESOURCE_METRICS = FieldNames.of("1 resource", "2 scopeMetrics[]!", "3 schemaUrl");
    private static final FieldNames SCOPE_METRICS = FieldNames.of("1 scope", "2 metrics[]!", "3 schemaUrl");
    private static final FieldNames METRIC = FieldNames.of(
            "1 name",
            "2 description",
            "3 unit",
            "5 gauge!",
            "7 sum!",
            "9 histogram!",
            "10 exponentialHistogram!",
            "11 summary!",
            "12 metadata[]");
    private static final FieldNames DATA =
            FieldNames.of("1 dataPoints[]!", "2 aggregationTemporality", "3 isMonotonic");
    private static final FieldNames TEMPORALITY = FieldNames.of(
            "0 AGGREGATION_TEMPORALITY_UNSPECIFIED",
            "1 AGGREGATION_TEMPORALITY_DELTA",
            "2 AGGREGATION_TEMPORALITY_CUMULATIVE");
    private static final int DELTA = 1;

    /** Bytes of a point of a series of its own, from what was sent to what was judged; by class histograms. */
    private static final long POINT_WEIGHT = 1_000;

    private final WireCursor in;
    private final OtlpBudget budget = new OtlpBudget();
    private final PointReader points;
    private final List<Measured> measured = new ArrayList<>();

    private MetricsRequest(WireCursor in) {
        this.in = in;
        this.points = new PointReader(in, budget);
    }

    /**
     * What one resource measured.
     *
     * @param resource who
     * @param metrics what
     */
    record Measured(OtlpResource resource, List<OtlpMetric> metrics) {

        /** How many points there are. */
        int points() {
            return metrics.stream().mapToInt(metric -> metric.points().size()).sum();
        }

        /** Without points that are later. */
        Measured until(Instant latest) {
            boolean all = metrics.stream()
                    .allMatch(metric -> metric.points().stream()
                            .noneMatch(point -> point.time().isAfter(latest)));
            return all
                    ? this
                    : new Measured(
                            resource,
                            metrics.stream()
                                    .map(metric -> metric.until(latest))
                                    .filter(metric -> !metric.points().isEmpty())
                                    .toList());
        }
    }

    /**
     * A request.
     *
     * @param measured by resource, in the order sent
     * @param rejected points that are not what a point has to be
     */
    record Read(List<Measured> measured, int rejected) {

        /** Bytes of memory that the points take until they are answered. */
        long weight() {
            return POINT_WEIGHT * measured.stream().mapToLong(Measured::points).sum();
        }
    }

    /**
     * Reads a request.
     *
     * @throws IOException when it is malformed
     * @throws io.aegis.problem.ProblemException 400 when a field is of another type, 413 when there is too much in it
     */
    static Read read(WireCursor in) throws IOException {
        MetricsRequest request = new MetricsRequest(in);
        in.root(REQUEST, field -> {
            if (field == 1) {
                request.resource();
            }
        });
        return new Read(request.measured, request.points.rejected());
    }

    private void resource() throws IOException {
        budget.group();
        OtlpResource[] resource = {new OtlpResource(Map.of())};
        List<OtlpMetric> metrics = new ArrayList<>();
        in.message(RESOURCE_METRICS, field -> {
            if (field == 1) {
                resource[0] = OtlpResource.read(in, budget);
            } else if (field == 2) {
                budget.group();
                in.message(SCOPE_METRICS, inner -> {
                    if (inner == 2) {
                        metric(metrics);
                    }
                });
            }
        });
        measured.add(new Measured(resource[0], metrics));
    }

    private void metric(List<OtlpMetric> into) throws IOException {
        budget.group();
        String[] texts = {"", ""};
        List<OtlpPoint> some = new ArrayList<>();
        Kind[] kind = {Kind.GAUGE};
        in.message(METRIC, field -> {
            switch (field) {
                case 1 -> texts[0] = in.text();
                case 3 -> texts[1] = in.text();
                case 5, 7, 9, 10 -> kind[0] = data(field, some);
                default -> {}
            }
        });
        if (!some.isEmpty()) {
            into.add(new OtlpMetric(texts[0], texts[1], kind[0], some));
        }
    }

    /** Points of one kind, and how they count. Sums that may fall are gauges, unless only their changes are told. */
    private Kind data(int shape, List<OtlpPoint> into) throws IOException {
        long[] temporality = new long[1];
        boolean[] monotonic = {shape != 5 && shape != 7};
        in.message(DATA, field -> {
            switch (field) {
                case 1 ->
                    (switch (shape) {
                                case 9 -> points.histogram();
                                case 10 -> points.exponential();
                                default -> points.number();
                            })
                            .ifPresent(into::add);
                case 2 -> temporality[0] = in.constant(TEMPORALITY);
                case 3 -> monotonic[0] |= in.bool() && shape == 7;
                default -> {}
            }
        });
        if (shape != 5 && temporality[0] == DELTA) {
            return Kind.DELTA;
        }
        return monotonic[0] ? Kind.CUMULATIVE : Kind.GAUGE;
    }
}
