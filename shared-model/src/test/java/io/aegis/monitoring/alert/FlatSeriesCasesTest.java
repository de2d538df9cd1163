/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.anomaly.Windows;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Series that never move, and then move by nothing that matters. */
class FlatSeriesCasesTest {

    private static final Instant BEGUN = Instant.ofEpochSecond(1_768_176_000L);

    static Stream<JsonNode> cases() throws IOException {
        String name = "m02_flat_variants.json";
        try (var in = Objects.requireNonNull(FlatSeriesCasesTest.class.getResourceAsStream(name), name)) {
            JsonNode cases = new ObjectMapper().readTree(in);
            assertThat(cases).hasSize(7);
            return StreamSupport.stream(cases.spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_blip_alerts_nobody(JsonNode each) {
        MetricType type = MetricType.ofLabel(each.path(0).textValue()).orElseThrow();
        SeriesWatch watch = new SeriesWatch(type, Windows.service(), LeastEffect.of(type));
        for (int minute = 0; minute < 700; minute++) {
            double value = each.path(minute == 600 ? 2 : 1).doubleValue();

            Assessment assessment = watch.judge(BEGUN.plusSeconds(60L * minute), value);

            assertThat(assessment.alert().alert()).isFalse();
            assertThat(assessment.alert().anomaly(assessment.verdict().score(), AlertState.HIGH))
                    .isFalse();
        }
    }
}
