/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.bench.points.PointsClient;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A running Aegis.
 *
 * @param client asks it
 * @param start time of the first sample
 * @param run a label of every series, so that no run continues an earlier one's
 */
record HttpPageJudge(PointsClient client, Instant start, String run) implements PageJudge {

    @Override
    public WakeUps judge(MadeSeries series) throws IOException, InterruptedException {
        List<Instant> times = IntStream.range(0, series.values().size())
                .mapToObj(minute -> start.plusSeconds(60L * minute))
                .toList();
        List<JsonNode> points = client.points(new PointsClient.Stream(
                series.kind().type(), Map.of("service", series.name(), "run", run), times, series.values()));
        var alerting = new BitSet();
        for (int minute = 0; minute < points.size(); minute++) {
            alerting.set(minute, points.get(minute).path("alert").asBoolean());
        }
        return new WakeUps(alerting, points.size());
    }
}
