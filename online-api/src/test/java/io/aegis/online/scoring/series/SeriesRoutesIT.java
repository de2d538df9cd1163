/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import static io.aegis.online.scoring.ScoringApi.START;
import static io.aegis.online.scoring.ScoringApi.body;
import static io.aegis.online.scoring.ScoringApi.sample;
import static io.aegis.online.scoring.ScoringApi.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.scoring.ScoringApi;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of series. */
class SeriesRoutesIT {

    private static final String SERIES = "/api/v1/series";
    private static final String HOSTILE = "<script>alert(\"1\")</script>%_\\";

    private static ScoringApi api;
    private static JsonNode told;

    /** Ends the process that judges, so that all is written, and starts another. */
    @BeforeAll
    static void fill() {
        RealDatabase database = RealDatabase.shared();
        try (ScoringApi judging = new ScoringApi(database, Map.of())) {
            ObjectNode spiked = usual("spiked", 0, 400);
            sample(spiked, "cpu_usage", "spiked", 400, 97);
            told = judging.detect("?points=true", spiked);
            judging.detect("", usual("calm", 0, 150));
            judging.detect("", sample(body(), "disk_io", HOSTILE, 0, 3));
        }
        api = new ScoringApi(database, Map.of());
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static List<String> pods(String query) {
        List<String> pods = new ArrayList<>();
        api.get(SERIES + query)
                .path("items")
                .forEach(item -> pods.add(item.path("labels").path("pod").asText()));
        return pods;
    }

    private static long id(String pod) {
        return api.get(SERIES + "?q=" + pod).path("items").path(0).path("id").asLong();
    }

    private static void assertWrong(String path, String field) {
        HttpResponse<String> response = api.api().get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(422);
        assertThat(ScoringApi.read(response.body())
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo(field);
    }

    @Test
    void the_anomalous_come_first_with_what_was_said_of_them_last() {
        assertThat(pods("")).hasSize(3).startsWith("spiked");
        JsonNode spiked = api.get(SERIES).path("items").path(0);
        assertThat(spiked.path("last").path("value").asDouble()).isEqualTo(97);
        assertThat(spiked.path("last").path("is_anomalous").asBoolean()).isTrue();
        assertThat(spiked.path("anomalous_at").asText())
                .isEqualTo("2026-11-20T16:40:00.000Z")
                .isEqualTo(spiked.path("last").path("timestamp").asText());
        assertThat(spiked.path("service").asText()).isEqualTo("spiked");
        assertThat(pods("?anomalous_since=2026-11-20T16:40:00Z")).containsExactly("spiked");
        assertThat(pods("?anomalous_since=2026-11-20T16:41:00Z")).isEmpty();
        assertThat(pods("?metric_type=disk_io")).containsExactly(HOSTILE);
        assertThat(pods("?q=%3Cscript%3E")).containsExactly(HOSTILE);
    }

    @Test
    void pages_follow_each_other() {
        JsonNode first = api.get(SERIES + "?limit=2");
        assertThat(first.path("items")).hasSize(2);
        JsonNode second =
                api.get(SERIES + "?limit=2&cursor=" + first.path("next_cursor").asText());
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void samples_get_the_verdicts_again_that_were_given_and_the_live_detector_does_not_notice() {
        JsonNode past = api.get(SERIES + "/" + id("spiked") + "/samples?since=" + START + "&points=1000");
        JsonNode points = past.path("points");
        assertThat(points).hasSize(401);
        assertThat(past.path("samples").asInt()).isEqualTo(401);
        assertThat(past.path("threshold").asDouble()).isEqualTo(0.85);
        JsonNode given = told.path("details").path("series").path(0).path("points");
        for (int place = 0; place < 401; place++) {
            assertThat(points.path(place).path("score"))
                    .isEqualTo(given.path(place).path("score"));
            assertThat(points.path(place).path("value"))
                    .isEqualTo(given.path(place).path("value"));
        }
        JsonNode spike = points.path(400);
        assertThat(spike.path("is_anomaly").asBoolean()).isTrue();
        assertThat(spike.path("upper").asDouble()).isLessThan(97);
        assertThat(spike.path("reason").asText()).contains("isolates");
        assertThat(points.path(399).path("reason").isNull()).isTrue();
        assertThat(api.get(SERIES + "/" + id("calm") + "/samples").path("points"))
                .hasSize(150);
        JsonNode next = api.detect("", sample(body(), "cpu_usage", "calm", 150, 41));
        assertThat(next.path("details")
                        .path("series")
                        .path(0)
                        .path("samples_seen")
                        .asInt())
                .isEqualTo(151);
    }

    @Test
    void a_picture_has_few_points_and_keeps_the_peak() {
        JsonNode past = api.get(SERIES + "/" + id("spiked") + "/samples?points=20&until=2026-11-20T16:41:00Z");
        assertThat(past.path("samples").asInt()).isEqualTo(401);
        assertThat(past.path("points").size()).isBetween(20, 22);
        assertThat(past.path("points").findValues("value"))
                .extracting(JsonNode::asDouble)
                .contains(97.0);
    }

    @Test
    void a_time_without_samples_is_empty_and_one_ends_where_it_says() {
        String samples = SERIES + "/" + id("calm") + "/samples";
        assertThat(api.get(samples + "?until=2020-01-01T00:00:00Z").path("points"))
                .isEmpty();
        JsonNode hour = api.get(samples + "?since=" + START + "&until=" + START.plus(Duration.ofHours(1)));
        assertThat(hour.path("points")).hasSize(60);
        assertThat(hour.path("since").asText()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(api.get(samples + "?since=2027-01-01T00:00:00Z").path("points"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?metric_type=cpu, metric_type",
        "?limit=0, limit",
        "?limit=201, limit",
        "?cursor=nonsense, cursor",
        "?anomalous_since=yesterday, anomalous_since",
        "/1/samples?since=x, since",
        "/1/samples?points=9, points",
        "/1/samples?points=5001, points",
        "/1/samples?since=2026-11-20T10:00:00Z&until=2026-11-20T10:00:00Z, since"
    })
    void a_wrong_parameter_is_named(String query, String field) {
        assertWrong(SERIES + query, field);
    }

    @ParameterizedTest
    @CsvSource({"none", "0", "-1", "99999999", "99999999999999999999"})
    void what_is_no_series_is_not_found(String id) {
        assertThat(api.api().get(SERIES + "/" + id + "/samples").statusCode()).isEqualTo(404);
    }

    @Test
    void a_search_of_too_many_characters_is_refused_and_nobody_reads_without_a_key() {
        assertWrong(SERIES + "?q=" + "x".repeat(201), "q");
        for (String path : List.of(SERIES, SERIES + "/1/samples")) {
            assertThat(api.api().send(api.api().request(path)).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }
}
