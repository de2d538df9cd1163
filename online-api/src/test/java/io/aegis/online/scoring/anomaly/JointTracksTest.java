/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointTracksTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final JointTracks tracks = new JointTracks(0.85);

    private void hear(String service, Instant at) {
        var sample = new ServiceTrack.Judged(
                new SeriesSample(
                        Series.of(MetricType.REQUEST_RATE, Map.of("service", service)), new Measurement(at, 10)),
                new Verdict(0, 0, 0, new Band(10, 8, 12), new Reason(View.VALUE, 1, 10), 1, SampleOrder.NEW),
                false);
        tracks.of(service, at).orElseThrow().judge(List.of(sample));
    }

    @Test
    void a_service_too_many_waits_until_another_has_been_silent_for_an_hour() {
        for (int service = 0; service < JointTracks.MOST_SERVICES; service++) {
            hear("service-" + service, START);
        }
        JointTrack known = tracks.of("service-7", START).orElseThrow();
        assertThat(tracks.of("another", START.plusSeconds(3599))).isEmpty();
        assertThat(tracks.of("service-7", START)).containsSame(known);
        assertThat(tracks.of("another", START.plusSeconds(3600))).isPresent();
        assertThat(tracks.of("service-0", START))
                .as("the one heard longest ago")
                .isEmpty();
    }
}
