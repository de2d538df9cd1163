/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.body;
import static io.aegis.online.scoring.ScoringApi.sample;
import static io.aegis.online.scoring.ScoringApi.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Detection of anomalies over HTTP, on a real database. */
class DetectAnomalyIT extends ScoringFixture {

    private static JsonNode detect(ObjectNode body) {
        return api.detect("", body);
    }

    private static List<Double> scores(JsonNode answer) {
        return answer.path("details")
                .path("series")
                .path(0)
                .path("points")
                .valueStream()
                .map(point -> point.path("score").asDouble())
                .toList();
    }

    private static List<Double> scores(ObjectNode body) {
        return scores(api.detect("?points=true", body));
    }

    @Test
    void the_example_of_the_contract_is_judged_by_what_is_usual_for_its_type() {
        JsonNode answer = detect((ObjectNode) ScoringApi.read("""
                {"metrics": [{"metric_type": "cpu_usage", "value": 95.0, "timestamp": "2024-01-25T10:00:00Z",
                  "labels": {"pod": "example"}}], "context": {}}"""));

        assertThat(answer.path("is_anomaly").asBoolean()).isTrue();
        assertThat(answer.path("anomaly_score").asDouble()).isBetween(0.85, 0.9);
        assertThat(answer.path("severity").asText()).isEqualTo("high");
        assertThat(answer.path("confidence").asDouble()).isBetween(0.5, 1.0);
        assertThat(answer.path("affected_metrics")).extracting(JsonNode::asText).containsExactly("cpu_usage");
        JsonNode details = answer.path("details");
        assertThat(details.path("model").asText()).isEqualTo("cold-start-prior v1");
        assertThat(details.path("samples_seen").asInt()).isEqualTo(1);
        assertThat(details.path("policy").path("proposed_action").asText()).isEqualTo("scale_up");
        assertThat(details.path("policy").path("asked").asBoolean()).isTrue();
        JsonNode series = details.path("series").path(0);
        assertThat(series.path("labels").path("pod").asText()).isEqualTo("example");
        assertThat(series.path("observed").asDouble()).isEqualTo(95);
        assertThat(series.path("lower").asDouble())
                .isLessThan(series.path("expected").asDouble());
        assertThat(series.path("upper").asDouble())
                .isBetween(series.path("expected").asDouble(), 95.0);
        assertThat(series.path("history").asText()).isEqualTo("new");
        assertThat(series.has("points")).isFalse();
    }

    @Test
    void what_is_usual_is_no_anomaly_and_proposes_nothing() {
        JsonNode answer = detect(usual("calm", 0, 300));

        assertThat(answer.path("is_anomaly").asBoolean()).isFalse();
        assertThat(answer.path("recommended_action").asText()).isEqualTo("no_action");
        assertThat(answer.path("affected_metrics").isEmpty()).isTrue();
        assertThat(answer.path("details").path("policy").path("asked").asBoolean())
                .isFalse();
        assertThat(answer.path("details").path("model").asText()).isEqualTo("series-detector v1");
    }

    @Test
    void an_episode_is_told_once_and_its_severity_holds_while_it_goes_on() {
        detect(usual("episode", 0, 300));
        JsonNode first = detect(sample(body(), "cpu_usage", "episode", 300, 97));
        JsonNode second = detect(sample(body(), "cpu_usage", "episode", 301, 96));

        assertThat(first.path("is_anomaly").asBoolean()).isTrue();
        assertThat(first.path("severity").asText()).isEqualTo("critical");
        assertThat(second.path("is_anomaly").asBoolean()).isFalse();
        JsonNode series = second.path("details").path("series").path(0);
        assertThat(series.path("ongoing").asBoolean()).isTrue();
        assertThat(series.path("score").asDouble()).isZero();
        assertThat(series.path("raw_score").asDouble()).isGreaterThan(0.85);
        assertThat(second.path("severity").asText()).isEqualTo("critical");
        assertThat(second.path("affected_metrics")).extracting(JsonNode::asText).containsExactly("cpu_usage");
    }

    @Test
    void a_sample_that_is_sent_twice_gets_its_verdict_again_and_is_not_learned_twice() {
        detect(usual("twice", 0, 200));
        JsonNode once = detect(sample(body(), "cpu_usage", "twice", 200, 80));
        JsonNode again = detect(sample(body(), "cpu_usage", "twice", 200, 80));

        assertThat(again.path("anomaly_score")).isEqualTo(once.path("anomaly_score"));
        assertThat(again.path("details").path("samples_seen"))
                .isEqualTo(once.path("details").path("samples_seen"));
        assertThat(again.path("details").path("series").path(0).path("standing").asText())
                .isEqualTo("duplicate");
    }

    @Test
    void a_whole_day_that_is_sent_again_gets_its_verdicts_again() {
        ObjectNode day = usual("again", 0, 1_440);
        sample(day, "cpu_usage", "again", 700.5, 99);
        JsonNode once = api.detect("?points=true", day);
        JsonNode again = api.detect("?points=true", day);

        assertThat(scores(once)).hasSize(1_441).anyMatch(score -> score > 0.85);
        assertThat(scores(again)).isEqualTo(scores(once));
        assertThat(again.path("details").path("samples_seen").asInt()).isEqualTo(1_441);
    }

    @Test
    void later_samples_never_change_an_earlier_score() {
        List<Double> all = scores(usual("future-a", 0, 400));
        assertThat(scores(usual("future-b", 0, 250))).isEqualTo(all.subList(0, 250));
        assertThat(scores(usual("future-b", 250, 400))).isEqualTo(all.subList(250, 400));
    }

    @Test
    void a_late_sample_is_judged_by_what_came_before_it() {
        detect(usual("late-a", 0, 250));
        JsonNode inTime = detect(sample(body(), "cpu_usage", "late-a", 249.5, 97));
        detect(usual("late-b", 0, 250));
        detect(usual("late-b", 250, 500));
        JsonNode late = detect(sample(body(), "cpu_usage", "late-b", 249.5, 97));

        assertThat(late.path("anomaly_score")).isEqualTo(inTime.path("anomaly_score"));
        assertThat(late.path("is_anomaly").asBoolean()).isTrue();
        JsonNode series = late.path("details").path("series").path(0);
        assertThat(series.path("standing").asText()).isEqualTo("late");
        assertThat(series.path("samples_seen").asInt()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_order_of_sending_changes_nothing(long seed) {
        String sorted = "sorted-" + seed;
        String shuffled = "shuffled-" + seed;
        List<Double> inOrder = scores(spiky(sorted, seed));
        ObjectNode body = spiky(shuffled, seed);
        ArrayNode metrics = (ArrayNode) body.path("metrics");
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        ObjectNode mixed = body();
        order.forEach(place -> ((ArrayNode) mixed.path("metrics")).add(metrics.get(place)));

        List<Double> points = scores(mixed);

        assertThat(points).allMatch(score -> score >= 0 && score <= 1);
        assertThat(points)
                .as("seed %d", seed)
                .isEqualTo(order.stream().map(inOrder::get).toList());
    }

    private static ObjectNode spiky(String pod, long seed) {
        Random random = new Random(seed);
        ObjectNode body = body();
        for (int minute = 0; minute < 400; minute++) {
            double value = random.nextInt(60) == 0 ? random.nextDouble() * 1e6 : usual(minute);
            sample(body, "cpu_usage", pod, minute, value);
            if (random.nextInt(50) == 0) {
                sample(body, "cpu_usage", pod, minute, random.nextInt(3));
            }
        }
        return body;
    }

    @Test
    void each_of_several_series_is_judged_by_itself_and_the_loudest_speaks() {
        detect(usual("pod-1", 0, 200));
        detect(usual("pod-2", 0, 200));
        ObjectNode body = sample(body(), "cpu_usage", "pod-1", 200, usual(200));
        sample(body, "cpu_usage", "pod-2", 200, 99);
        sample(body, "error_rate", "pod-2", 200, 0.45);

        JsonNode answer = detect(body);

        JsonNode series = answer.path("details").path("series");
        assertThat(series).hasSize(3);
        assertThat(answer.path("anomaly_score")).isEqualTo(series.path(0).path("score"));
        assertThat(series.path(0).path("score").asDouble())
                .isGreaterThanOrEqualTo(series.path(1).path("score").asDouble());
        assertThat(answer.path("affected_metrics"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("cpu_usage", "error_rate");
        assertThat(series.path(2).path("is_anomaly").asBoolean()).isFalse();
    }

    @Test
    void values_near_the_largest_number_are_judged_as_sent() {
        ObjectNode body = body();
        for (int minute = 0; minute < 60; minute++) {
            sample(body, "disk_io", "huge", minute, minute % 2 == 0 ? 1.7e308 : -1.7e308);
        }
        assertThat(scores(body)).hasSize(60).allMatch(score -> score >= 0 && score <= 1);
    }

    @Test
    void concurrent_requests_for_one_series_lose_no_sample() throws Exception {
        List<Future<JsonNode>> answers = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int minute = 0; minute < 200; minute++) {
                ObjectNode body = sample(body(), "cpu_usage", "crowd", minute, usual(minute));
                answers.add(clients.submit(() -> detect(body)));
            }
        }
        for (Future<JsonNode> answer : answers) {
            assertThat(answer.get().path("anomaly_score").asDouble()).isBetween(0.0, 1.0);
        }
        // Those that were overtaken are stored, if not learned, so that all of them are known when they come again.
        JsonNode all = api.detect("?points=true", usual("crowd", 0, 200));
        assertThat(scores(all)).hasSize(200);
        JsonNode series = all.path("details").path("series").path(0);
        assertThat(series.path("standing").asText()).isEqualTo("duplicate");
    }

    @Test
    void a_warm_up_is_for_series_that_are_new() {
        ObjectNode body = usual("short", 0, 60);
        body.putObject("context").put("warmup_samples", 30);
        JsonNode answer = detect(body);
        JsonNode later = detect(sample(body(), "cpu_usage", "short", 60, 99));

        assertThat(answer.path("details")
                        .path("series")
                        .path(0)
                        .path("maturity")
                        .asDouble())
                .isEqualTo(1);
        assertThat(later.path("details").path("model").asText()).isEqualTo("series-detector v1");
    }

    @Test
    void scores_are_told_to_prometheus() {
        detect(sample(body(), "cpu_usage", "a \"quoted\" pod", ScoringApi.thisMinute(), 95));
        detect(sample(body(), "cpu_usage", "of long ago", 0, 95));

        String metrics = api.api().get("/metrics").body();

        assertThat(metrics)
                .contains("aegis_anomaly_threshold 0.85\n")
                .contains("aegis_anomaly_observed{metric_type=\"cpu_usage\",pod=\"a \\\"quoted\\\" pod\"} 95.0\n")
                .contains("aegis_anomaly_alert{metric_type=\"cpu_usage\",pod=\"a \\\"quoted\\\" pod\"} 1.0\n")
                .doesNotContain("of long ago")
                .contains("aegis_anomaly_samples_total{standing=\"new\"}");
    }
}
