/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.bench.points.PointsClient;
import io.aegis.monitoring.MetricType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A running Aegis, a series for each file.
 *
 * @param client asks it
 * @param type what the series are said to measure
 * @param warmupGiven whether the server is told how many rows are not scored
 * @param run a label of every series, so that no run continues an earlier one's
 */
record HttpSeriesJudge(PointsClient client, MetricType type, boolean warmupGiven, String run) implements SeriesJudge {

    @Override
    public double[] scores(NabSeries series) throws IOException, InterruptedException {
        List<JsonNode> points = client.points(new PointsClient.Stream(
                type,
                Map.of("file", series.name(), "run", run),
                series.times(),
                series.values(),
                warmupGiven ? OptionalInt.of(series.probation()) : OptionalInt.empty()));
        return points.stream()
                .mapToDouble(point -> point.path("score").asDouble(Double.NaN))
                .toArray();
    }
}
