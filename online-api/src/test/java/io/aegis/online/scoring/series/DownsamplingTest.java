/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import io.aegis.online.scoring.memory.SeriesReplay.Judged;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownsamplingTest {

    private static Judged judged(int place, double value, double raw) {
        return new Judged(
                new Measurement(Instant.ofEpochSecond(place), value),
                new Verdict(0, raw, 0, new Band(0, 0, 0), new Reason(View.VALUE, 1, 0), 1, SampleOrder.NEW),
                new AlertDecision(AlertReason.ORDINARY, false, 0, 1, Instant.EPOCH));
    }

    private static List<Judged> noise(int count) {
        Random random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(i -> judged(i, random.nextGaussian(), i % 97 == 5 ? 0.9 : 0.1))
                .toList();
    }

    @Test
    void few_samples_stay_as_they_are() {
        List<Judged> few = noise(50);
        assertThat(new Downsampling(50, 0.85).of(few)).isEqualTo(few);
    }

    @ParameterizedTest
    @ValueSource(ints = {51, 99, 1_000, 4_999})
    void extremes_and_anomalies_stay_in_their_order(int count) {
        List<Judged> all = noise(count);
        List<Judged> thin = new Downsampling(50, 0.85).of(all);
        List<Judged> anomalous =
                all.stream().filter(each -> each.verdict().rawScore() >= 0.85).toList();
        assertThat(thin).containsAll(anomalous).hasSizeLessThanOrEqualTo(50 + anomalous.size());
        assertThat(thin)
                .isSubsetOf(all)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((one, other) -> Measurement.IN_TIME.compare(one.sample(), other.sample()));
        assertThat(thin.stream().mapToDouble(each -> each.sample().value()).max())
                .isEqualTo(
                        all.stream().mapToDouble(each -> each.sample().value()).max());
        assertThat(thin.stream().mapToDouble(each -> each.sample().value()).min())
                .isEqualTo(
                        all.stream().mapToDouble(each -> each.sample().value()).min());
    }
}
