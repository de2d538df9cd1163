package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricMappingTest {

    private static RemoteSeries series(String... labels) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return new RemoteSeries(all, List.of());
    }

    @Test
    void the_first_rule_whose_labels_match_counts() {
        MetricMapping mapping = MetricMapping.of("""
                {"rules": [
                  {"metric": "latency", "type": "response_time", "scale": 1000, "match": {"unit": "s"}, "drop": ["unit", "le"]},
                  {"metric": "latency", "type": "response_time", "match": {"unit": "ms"}}]}""");

        assertThat(mapping.map(series("__name__", "latency", "unit", "s", "pod", "1", "le", "5")))
                .contains(new MetricMapping.Mapped(Series.of(MetricType.RESPONSE_TIME, Map.of("pod", "1")), 1000));
        assertThat(mapping.map(series("__name__", "latency", "unit", "ms")))
                .contains(new MetricMapping.Mapped(Series.of(MetricType.RESPONSE_TIME, Map.of("unit", "ms")), 1));
        assertThat(mapping.map(series("__name__", "latency", "unit", "h"))).isEmpty();
        assertThat(mapping.map(series("unit", "s"))).isEmpty();
    }

    @Test
    void the_built_in_mapping_takes_every_type_by_its_name() {
        MetricMapping mapping = MetricMapping.load(Optional.empty());
        for (MetricType type : MetricType.values()) {
            assertThat(mapping.map(series("__name__", type.label()))
                            .orElseThrow()
                            .series()
                            .type())
                    .isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            'x'                                                             | not one JSON value
            '{"rules": []}'                                                 | rules must be a list
            '{"rules": [{"metric": "a"}]}'                                  | rules[0].type
            '{"rules": [{"type": "disk_io"}]}'                              | rules[0].metric
            '{"rules": [{"metric": "a", "type": "disk_io", "scale": "x"}]}' | rules[0].scale
            '{"rules": [{"metric": "a", "type": "disk_io", "scale": 0}]}'   | rules[0].scale
            '{"rules": [{"metric": "a", "type": "disk_io", "match": {"a": 1}}]}' | rules[0].match
            '{"rules": [{"metric": "a", "type": "disk_io", "drop": [1]}]}'  | rules[0].drop
            """)
    void what_is_wrong_is_named(String json, String message) {
        assertThatThrownBy(() -> MetricMapping.of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_file_that_cannot_be_read_is_a_wrong_setting() {
        assertThatThrownBy(() -> MetricMapping.load(Optional.of(Path.of("target", "no-such-mapping.json"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("METRIC_MAPPING_FILE");
    }
}
