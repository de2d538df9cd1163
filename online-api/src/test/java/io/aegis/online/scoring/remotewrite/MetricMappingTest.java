/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricMapping.Use;
import io.aegis.online.scoring.remotewrite.MetricRule.Part;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricMappingTest {

    private static Map<String, String> labels(String... labels) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return all;
    }

    private static List<Use> uses(MetricMapping mapping, String... labels) {
        Map<String, String> all = labels(labels);
        return MetricMapping.uses(mapping.wanting(all.getOrDefault("__name__", "")), all, false);
    }

    private static Series series(MetricMapping mapping, String... labels) {
        return uses(mapping, labels).getFirst().rule().series(labels(labels));
    }

    @Test
    void the_first_rule_whose_labels_match_counts() {
        MetricMapping mapping = MappingReader.read("""
            {"presets": [], "rules": [
              {"metric": "latency", "type": "response_time", "scale": 1000, "match": {"unit": "s"}, "drop": ["unit", "le"]},
              {"metric": "latency", "type": "response_time", "match": {"unit": "ms"}}]}\
            """);

        assertThat(series(mapping, "__name__", "latency", "unit", "s", "pod", "1", "le", "5", "__replica__", "a"))
                .isEqualTo(Series.of(MetricType.RESPONSE_TIME, Map.of("pod", "1")));
        assertThat(uses(mapping, "__name__", "latency", "unit", "s"))
                .singleElement()
                .satisfies(use -> assertThat(use.rule().scale()).isEqualTo(1000));
        assertThat(series(mapping, "__name__", "latency", "unit", "ms"))
                .isEqualTo(Series.of(MetricType.RESPONSE_TIME, Map.of("unit", "ms")));
        assertThat(uses(mapping, "__name__", "latency", "unit", "h")).isEmpty();
        assertThat(uses(mapping, "unit", "s")).isEmpty();
    }

    @Test
    void one_counter_is_a_rate_and_both_sides_of_a_ratio() {
        MetricMapping mapping = MappingReader.read("""
            {"presets": [], "rules": [
              {"metric": "*_requests_total", "as": "rate", "type": "request_rate", "by": ["pod"], "rename": {"pod": "p"}},
              {"metric": "*_requests_total", "match": {"code": ["5*", "!501"]}, "as": "ratio",
               "over": {"metric": "*_requests_total"}, "type": "error_rate", "by": ["pod"]}]}\
            """);

        assertThat(uses(mapping, "__name__", "http_requests_total", "code", "503"))
                .extracting(Use::part)
                .containsExactly(Part.UPPER, Part.BOTH);
        assertThat(uses(mapping, "__name__", "http_requests_total", "code", "501"))
                .extracting(Use::part)
                .containsExactly(Part.UPPER, Part.LOWER);
        assertThat(series(mapping, "__name__", "http_requests_total", "code", "501", "pod", "1"))
                .isEqualTo(Series.of(MetricType.REQUEST_RATE, Map.of("p", "1")));
    }

    @Test
    void a_quantile_takes_buckets_and_native_histograms_of_its_name_only() {
        MetricMapping mapping = MappingReader.read("""
            {"presets": [], "rules": [{"metric": "latency", "as": "quantile", "type": "response_time"}]}\
            """);
        List<MetricRule> wanting = mapping.wanting("latency_bucket");

        assertThat(MetricMapping.uses(wanting, labels("__name__", "latency_bucket", "le", "1"), false))
                .extracting(Use::part)
                .containsExactly(Part.BUCKET);
        assertThat(MetricMapping.uses(wanting, labels("__name__", "latency_bucket"), false))
                .isEmpty();
        assertThat(MetricMapping.uses(mapping.wanting("latency"), labels("__name__", "latency"), true))
                .extracting(Use::part)
                .containsExactly(Part.NATIVE);
        assertThat(MetricMapping.uses(mapping.wanting("latency"), labels("__name__", "latency"), false))
                .isEmpty();
        assertThat(mapping.wanting("latency_sum")).isEmpty();
        assertThat(series(mapping, "__name__", "latency_bucket", "le", "1", "pod", "1"))
                .isEqualTo(Series.of(MetricType.RESPONSE_TIME, Map.of("pod", "1")));
    }

    @Test
    void what_is_to_be_ignored_and_what_aegis_says_itself_is_not_used() {
        MetricMapping mapping = MappingReader.read("""
            {"rules": [{"metric": "node_*", "match": {"instance": "old*"}, "as": "ignore"},
              {"metric": "*", "type": "cpu_usage"}]}\
            """);

        assertThat(uses(mapping, "__name__", "node_cpu_seconds_total", "instance", "old1", "mode", "user"))
                .isEmpty();
        assertThat(uses(mapping, "__name__", "anything")).hasSize(1);
        assertThat(mapping.wanting("aegis_anomaly_observed")).isEmpty();
    }

    @Test
    void the_built_in_mapping_takes_every_type_by_its_name() {
        MetricMapping mapping = MappingReader.builtIn();
        for (MetricType type : MetricType.values()) {
            assertThat(series(mapping, "__name__", type.label()).type()).isEqualTo(type);
        }
    }

    @Test
    void only_values_that_are_taken_as_they_are_can_be_mapped_at_once() {
        MetricMapping mapping = MetricMapping.load(Optional.empty());

        assertThat(mapping.map(new RemoteSeries(labels("__name__", "probe_duration_seconds", "job", "b"), List.of())))
                .contains(new MetricMapping.Mapped(Series.of(MetricType.RESPONSE_TIME, Map.of("job", "b")), 1_000));
        assertThat(mapping.map(new RemoteSeries(labels("__name__", "node_cpu_seconds_total"), List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
        'x'                                                             | line 1: it is not one JSON value
        '{"rules": []}'                                                 | rules must be a list
        '{"rules": [{"metric": "a"}]}'                                  | rules[0].type
        '{"rules": [{"type": "disk_io"}]}'                              | rules[0].metric
        '{"rules": [{"metric": "a", "type": "disk_io", "scale": "x"}]}' | rules[0].scale
        '{"rules": [{"metric": "a", "type": "disk_io", "scale": 0}]}'   | rules[0].scale
        '{"rules": [{"metric": "a", "type": "disk_io", "match": {"a": 1}}]}' | rules[0].match
        '{"rules": [{"metric": "a", "type": "disk_io", "drop": [1]}]}'  | rules[0].drop
        '{"rules": [{"metric": "a", "type": "disk_io", "as": "speed"}]}' | rules[0].as
        '{"rules": [{"metric": "a", "type": "disk_io", "as": "ratio"}]}' | as: ratio needs over and by
        '{"rules": [{"metric": "a", "type": "disk_io", "over": {"metric": "b"}}]}' | over belongs to as: ratio
        '{"rules": [{"metric": "a", "type": "disk_io", "as": "ratio", "by": [], "over": {}}]}' | .over metric
        '{"rules": [{"metric": "a", "type": "disk_io", "as": "quantile", "quantile": 95}]}' | .quantile must be
        '{"rules": [{"metric": "a", "type": "disk_io", "window": "x"}]}' | .window must be
        '{"rules": [{"metric": "a", "type": "disk_io", "complement": 1}]}' | .complement must be
        '{"rules": [{"metric": "a", "type": "disk_io", "labels": {}}]}' | labels is not known
        '{"rules": [{"metric": "a", "type": "disk_io", "rename": {"a": 1}}]}' | .rename must have texts
        '{"rules": [], "presets": ["everything"]}'                      | presets has "everything"
        '{"rules": [{"metric": "a", "type": "disk_io"}], "presets": 1}' | presets must be
        """)
    void what_is_wrong_is_named(String json, String message) {
        assertThatThrownBy(() -> MappingReader.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_wrong_file_is_a_wrong_setting_with_its_line(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> MappingFile.load(Optional.of(folder.resolve("no-such-mapping.json"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("METRIC_MAPPING_FILE");
        Path wrong = Files.writeString(folder.resolve("wrong.json"), """
            {"rules": [
              {"metric": "a", "type": "disk_io"},
              {"metric": "b", "type": "speed"}]}\
            """);
        assertThatThrownBy(() -> MappingFile.load(Optional.of(wrong)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("METRIC_MAPPING_FILE: line 3: rules[1].type");
        Path latin = Files.write(folder.resolve("latin.json"), new byte[] {'"', (byte) 0xe4, '"'});
        assertThatThrownBy(() -> MappingFile.load(Optional.of(latin))).hasMessageContaining("UTF-8");
        Path large = Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> MappingFile.load(Optional.of(large))).hasMessageContaining("bytes");
    }

    @Test
    void a_changed_file_is_taken_over_and_a_wrong_one_is_told(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mapping.json"), rule("a"));
        MappingFile mapping = MappingFile.load(Optional.of(file));
        MetricMapping first = mapping.mapping();

        mapping.refresh();
        assertThat(mapping.mapping()).isSameAs(first);

        Files.writeString(file, rule("b"));
        mapping.refresh();
        assertThat(mapping.mapping().wanting("b")).hasSize(1);
        MetricMapping second = mapping.mapping();

        Files.writeString(file, "{");
        mapping.refresh();
        mapping.refresh();
        assertThat(mapping.mapping()).isSameAs(second);
        assertThat(mapping.mistake())
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("line 1"));

        Files.writeString(file, rule("b"));
        mapping.refresh();
        assertThat(mapping.mistake()).isEmpty();
        MappingFile builtIn = MappingFile.load(Optional.empty());
        builtIn.refresh();
        assertThat(builtIn.mistake()).isEmpty();
    }

    private static String rule(String metric) {
        return "{\"presets\": [], \"rules\": [{\"metric\": \"" + metric + "\", \"type\": \"disk_io\"}]}";
    }

    @Property
    void stars_match_as_in_a_regular_expression(
            @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'b') String text,
            @ForAll @StringLength(max = 6) @CharRange(from = 'a', to = 'c') String raw) {
        String glob = raw.replace('c', '*');
        assertThat(LabelPattern.matches(glob, text)).isEqualTo(text.matches(glob.replace("*", ".*")));
    }

    @Test
    void a_pattern_can_ask_for_presence_absence_and_anything_else() {
        assertThat(LabelPattern.of(List.of("!")).matches("x")).isTrue();
        assertThat(LabelPattern.of(List.of("!")).matches("")).isFalse();
        assertThat(LabelPattern.of(List.of("")).matches("")).isTrue();
        assertThat(LabelPattern.of(List.of("", "a*")).matches("ab")).isTrue();
        assertThat(LabelPattern.of(List.of("!a", "!b")).matches("b")).isFalse();
    }
}
