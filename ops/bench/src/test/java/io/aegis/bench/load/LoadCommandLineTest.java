/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.bench.command.BenchRun;
import io.aegis.bench.load.openloop.LeapingClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every scenario against a stub of the API, on a clock that leaps from one scheduled time to the next. Times mean something with
 * one client only: of several, each lets the others' time pass.
 */
class LoadCommandLineTest {

    @TempDir
    private Path folder;

    private final LeapingClock time = new LeapingClock();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String line) {
        var clock = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
        return BenchRun.of(
                Map.of("AEGIS_DATA_DIR", folder.toString()),
                clock,
                time,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                List.of(line.split(" ")));
    }

    private int run(String line, StubApi... apis) {
        var whole = new StringBuilder(line);
        for (StubApi api : apis) {
            whole.append(" --url ").append(api.url());
        }
        return run(whole.toString());
    }

    private String report() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void duplicates_are_stored_first_and_then_only_found() throws Exception {
        try (StubApi api = StubApi.behaving()) {
            int code = run("duplicates --rate 100 --warmup 1 --seconds 2 --clients 1 --distinct 20", api);

            assertThat(code).isZero();
            assertThat(api.texts()).isEqualTo(20);
            assertThat(api.requests()).isEqualTo(20 + 100 + 200);
            assertThat(report())
                    .contains("200: 200")
                    .contains("clients=1 distinct=20")
                    .doesNotContain("MISSED");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_key_that_opens_nothing_ends_the_run_and_not_the_minutes_that_it_was_to_take(int refusal) throws Exception {
        try (StubApi api = StubApi.answering(_ -> refusal)) {
            int code = run("new --rate 100 --warmup 1 --seconds 60 --clients 4", api);

            assertThat(code).isEqualTo(2);
            assertThat(api.requests()).isBetween(KeyRefusals.ENOUGH, KeyRefusals.ENOUGH + 8);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains(Integer.toString(refusal), "--key")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void one_answer_that_is_no_refusal_lets_the_run_go_on() throws Exception {
        try (StubApi api = StubApi.answering(request -> request == 1 ? StubApi.AS_USUAL : 401)) {
            run("new --rate 100 --warmup 1 --seconds 1 --clients 1", api);

            assertThat(api.requests()).isGreaterThan(2 * KeyRefusals.ENOUGH);
        }
    }

    @Test
    void a_stall_of_the_server_misses_the_goal_although_only_one_answer_was_slow() throws Exception {
        int stalled = 20 + 100 + 50;
        try (StubApi api = StubApi.answering(request -> {
            if (request == stalled) {
                time.pass(400);
            }
            return StubApi.AS_USUAL;
        })) {
            int code = run("duplicates --rate 100 --warmup 1 --seconds 1 --clients 1 --distinct 20", api);

            assertThat(code).isEqualTo(1);
            assertThat(report())
                    .contains("200: 100")
                    .contains("seconds with a p99 above 50 ms: 1 of 1")
                    .containsPattern("\n  ms +p99 +max +online +batch +mariadbd +stolen +disk +GC +written KiB")
                    .containsPattern("\n  second 1 +(39\\d|40\\d)\\.\\d +4\\d\\d\\.\\d +0 +0 +0 +\\d+ +\\d+ +0\\+0 +0")
                    .containsPattern("MISSED +p99 from schedule, ms < 5.00: (39\\d|40\\d)")
                    .containsPattern("from sending +0\\.00\\d +0\\.00\\d +0\\.00\\d");
        }
    }

    @Test
    void new_texts_are_never_posted_twice() throws Exception {
        try (StubApi api = StubApi.behaving()) {
            int code = run("new --rate 100 --warmup 1 --seconds 2 --clients 1", api);

            assertThat(code).isZero();
            assertThat(api.texts()).isEqualTo(300);
            assertThat(report()).contains("201: 200").contains("server's own").contains("% of a core");
        }
    }

    @Test
    void the_highest_rate_is_searched_until_the_server_breaks() throws Exception {
        try (StubApi api = StubApi.answering(request -> request > 700 ? 503 : StubApi.AS_USUAL)) {
            int code = run("new --find-max --rate 200 --warmup 1 --seconds 1 --clients 1", api);

            assertThat(code).isEqualTo(1);
            assertThat(report())
                    .containsPattern("new at 200/s +20\\d\\.\\d")
                    .contains("new at 251/s")
                    .containsPattern("highest answers/s .* >= 2000.00: 25\\d");
        }
    }

    @Test
    void goals_that_only_inform_do_not_fail() throws Exception {
        try (StubApi api = StubApi.answering(_ -> 500)) {
            assertThat(run("new --rate 10 --warmup 1 --seconds 1 --no-goals", api))
                    .isZero();
            assertThat(report()).contains("MISSED").contains("500: 10");
        }
    }

    @Test
    void the_silent_llm_is_measured_with_its_two_hundred_clients() throws Exception {
        try (StubApi api = StubApi.behaving()) {
            assertThat(run("silent --warmup 1 --seconds 1 --no-goals", api)).isZero();
            assertThat(report()).contains("clients=200").contains("201: 400").contains("p99.9 from schedule");
        }
    }

    @Test
    void a_burst_repeats_what_was_refused_until_it_is_stored() throws Exception {
        int warmUp = 200;
        try (StubApi api = StubApi.answering(n -> n > warmUp && n <= warmUp + 30 ? 503 : StubApi.AS_USUAL)) {
            int code = run("burst --count 50 --warmup 1", api);

            assertThat(code).isZero();
            assertThat(api.texts()).isEqualTo(warmUp + 50);
            assertThat(report()).containsPattern("attempts +201: 50, 503: 30");
        }
    }

    @Test
    void a_commit_that_was_not_confirmed_may_be_found_when_it_is_repeated() throws Exception {
        try (StubApi api = StubApi.answering(n -> n == 210 ? StubApi.UNCONFIRMED : StubApi.AS_USUAL)) {
            assertThat(run("burst --count 50 --warmup 1", api)).isZero();
            assertThat(report()).containsPattern("attempts +200: 1, 201: 49, 503: 1");
        }
    }

    @Test
    void a_burst_answered_otherwise_misses_its_goals() throws Exception {
        try (StubApi api = StubApi.answering(n -> n == 210 ? 500 : StubApi.AS_USUAL)) {
            assertThat(run("burst --count 50 --warmup 1", api)).isEqualTo(1);
            assertThat(report()).contains("MISSED  attempts answered otherwise = 0: 1");
        }
    }

    @Test
    void identical_posts_make_one_row() throws Exception {
        try (StubApi api = StubApi.behaving()) {
            assertThat(run("identical --count 40 --warmup 1", api)).isZero();
            assertThat(report()).contains("met     answers 201 = 1: 1").contains("met     different ids = 1: 1");
        }
    }

    @Test
    void replicas_that_do_not_share_their_rows_are_found_out() throws Exception {
        try (StubApi one = StubApi.behaving();
                StubApi other = StubApi.behaving()) {
            assertThat(run("identical --count 40 --warmup 1", one, other)).isEqualTo(1);
            assertThat(report()).contains("MISSED  answers 201 = 1: 2");
        }
    }

    @Test
    void the_texts_of_a_file_are_posted_and_their_labels_counted() throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.csv"), "text\nThe app is great\nMy phone caught fire\nMy phone caught fire\nslow\n");
        try (StubApi api = StubApi.answering(n -> n == 2 ? 429 : StubApi.AS_USUAL)) {
            int code = run("post-file " + file + " --clients 1", api);

            assertThat(code).isZero();
            assertThat(report())
                    .contains("200: 1, 201: 3")
                    .containsPattern("is_urgent +false: 2, true: 2")
                    .containsPattern("sentiment +NEGATIVE: 3, POSITIVE: 1")
                    .containsPattern("topics +Billing: 4, UX: 4")
                    .contains("when a client is free")
                    .doesNotContain("from schedule");
        }
    }

    @Test
    void a_file_can_be_posted_at_a_steady_rate() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        try (StubApi api = StubApi.answering(n -> n == 2 ? 500 : StubApi.AS_USUAL)) {
            assertThat(run("post-file " + file + " --rate 10", api)).isEqualTo(1);
            assertThat(report()).contains("due at 10.0/s").contains("MISSED  server errors = 0: 1");
        }
    }

    @Test
    void the_report_is_also_written_as_json() throws Exception {
        Path json = folder.resolve("report.json");
        try (StubApi api = StubApi.behaving()) {
            run("new --rate 10 --warmup 1 --seconds 1 --json " + json, api);
        }

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/scenario").asText()).isEqualTo("new");
        assertThat(report.at("/parameters/rate").asText()).isEqualTo("10");
        assertThat(report.at("/machine/cores").asInt()).isPositive();
        assertThat(report.at("/fsync/folder").asText()).isEqualTo(folder.toString());
        assertThat(report.at("/findings/phases/0/result/answers/201").asLong()).isEqualTo(10);
        assertThat(report.at("/findings/phases/0/result/from_schedule/samples").asLong())
                .isEqualTo(10);
        assertThat(report.at("/findings/phases/0/result/server/p50").asDouble()).isBetween(1.49, 1.51);
        assertThat(report.at("/findings/goals/0/met").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new --url http://192.0.2.1:8000",
                "new --rate 50000 --seconds 3600",
                "new --rate 0",
                "new --rate 60000",
                "raw"
            })
    void wrong_usage_is_explained(String line) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1);
        assertThat(report()).isEmpty();
    }

    @Test
    void a_file_without_texts_is_wrong_usage() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "text\n");

        assertThat(run("post-file " + file)).isEqualTo(2);
    }

    @Test
    void an_api_that_is_not_there_cannot_be_measured() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        assertThat(run("new --url http://127.0.0.1:" + port)).isEqualTo(3);
        assertThat(run("post-file " + folder.resolve("missing.csv"))).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not run");
    }
}
