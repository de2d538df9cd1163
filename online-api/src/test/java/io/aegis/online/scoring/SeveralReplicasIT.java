/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.body;
import static io.aegis.online.scoring.ScoringApi.sample;
import static io.aegis.online.scoring.ScoringApi.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.running.RealDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Several processes that judge the same series on one database. */
class SeveralReplicasIT {

    private static final int SAMPLES = 500;

    private final RealDatabase database = RealDatabase.shared();

    private ScoringApi start() {
        return new ScoringApi(database, Map.of());
    }

    /** A usual load with a spike, an outage and what is left of it. */
    private static double value(int minute) {
        if (minute == 300 || (minute >= 350 && minute < 370)) {
            return 95;
        }
        return minute >= 430 && minute < 436 ? 2 : usual(minute);
    }

    private static JsonNode series(JsonNode answer) {
        return answer.path("details").path("series").path(0);
    }

    /** All that is said of a sample, but not which series and request it belongs to. */
    private static JsonNode said(ScoringApi api, String pod, int minute) {
        JsonNode answer = api.detect("", sample(body(), "cpu_usage", pod, minute, value(minute)));
        ObjectNode said = (ObjectNode) series(answer);
        said.remove(List.of("labels", "history"));
        said.put("overall", answer.path("severity").asText());
        return said;
    }

    private static List<JsonNode> all(String pod, int from, int to, IntFunction<ScoringApi> turn) {
        List<JsonNode> answers = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            answers.add(said(turn.apply(minute), pod, minute));
        }
        return answers;
    }

    private static void assertAlike(List<JsonNode> answers, List<JsonNode> expected) {
        assertThat(answers).hasSameSizeAs(expected);
        for (int minute = 0; minute < expected.size(); minute++) {
            assertThat(answers.get(minute)).as("minute " + minute).isEqualTo(expected.get(minute));
        }
    }

    private List<JsonNode> alone(String pod) {
        try (ScoringApi api = start()) {
            return all(pod, 0, SAMPLES, _ -> api);
        }
    }

    @Test
    void samples_sent_in_turn_to_two_replicas_are_judged_as_by_one() {
        List<JsonNode> expected = alone("by-one");
        assertThat(expected).filteredOn(each -> each.path("alert").asBoolean()).isNotEmpty();
        try (ScoringApi one = start();
                ScoringApi other = start()) {
            List<JsonNode> answers = all("by-two", 0, SAMPLES, minute -> minute % 2 == 0 ? one : other);

            assertAlike(answers, expected);
        }
    }

    @Test
    void so_they_are_after_one_of_them_and_then_both_were_restarted() {
        List<JsonNode> expected = alone("by-one-again");
        List<JsonNode> answers = new ArrayList<>();
        try (ScoringApi one = start()) {
            try (ScoringApi other = start()) {
                answers.addAll(all("restarted", 0, 200, minute -> minute % 2 == 0 ? one : other));
            }
            answers.addAll(all("restarted", 200, 305, _ -> one));
            try (ScoringApi another = start()) {
                answers.addAll(all("restarted", 305, 360, minute -> minute % 2 == 0 ? one : another));
            }
        }
        try (ScoringApi one = start();
                ScoringApi other = start()) {
            answers.addAll(all("restarted", 360, SAMPLES, minute -> minute % 2 == 0 ? one : other));
        }
        assertAlike(answers, expected);
    }

    @Test
    void what_is_sent_again_to_another_replica_gets_its_verdict_again_and_is_stored_once() {
        try (ScoringApi one = start();
                ScoringApi other = start()) {
            all("again", 0, 200, minute -> minute % 2 == 0 ? one : other);
            ObjectNode spike = sample(sample(body(), "cpu_usage", "again", 200, 95), "cpu_usage", "again", 201, 96);
            JsonNode first = series(one.detect("?points=true", spike));
            JsonNode again = series(other.detect("?points=true", spike));

            assertThat(again.path("points")).isEqualTo(first.path("points"));
            assertThat(again.path("standing").asText()).isEqualTo("duplicate");
            assertThat(again.path("samples_seen").asInt()).isEqualTo(202);
            assertThat(said(one, "again", 202).path("samples_seen").asInt()).isEqualTo(203);
        }
    }

    @Test
    void samples_of_many_series_sent_at_once_to_both_are_all_known_to_both() throws Exception {
        try (ScoringApi one = start();
                ScoringApi other = start()) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            // So many at once that none comes further behind the newest than is remembered.
            try (var clients = Executors.newFixedThreadPool(6)) {
                for (int minute = 0; minute < 60; minute++) {
                    ObjectNode body = body();
                    for (int pod = 0; pod < 70; pod++) {
                        sample(body, "cpu_usage", "many-" + pod, minute, usual(minute + pod));
                    }
                    ScoringApi turn = minute % 2 == 0 ? one : other;
                    answers.add(clients.submit(() -> turn.detect("", body)));
                }
            }
            for (Future<JsonNode> answer : answers) {
                answer.get();
            }
            for (ScoringApi each : List.of(one, other)) {
                ObjectNode last = body();
                int minute = each == one ? 60 : 61;
                for (int pod = 0; pod < 70; pod++) {
                    sample(last, "cpu_usage", "many-" + pod, minute, usual(minute + pod));
                }
                JsonNode all = each.detect("", last).path("details").path("series");
                assertThat(all)
                        .hasSize(70)
                        .allSatisfy(of ->
                                assertThat(of.path("samples_seen").asInt()).isEqualTo(minute + 1));
            }
        }
    }
}
