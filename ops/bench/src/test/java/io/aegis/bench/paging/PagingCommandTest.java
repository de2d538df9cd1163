/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.aegis.bench.command.BenchRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagingCommandTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String... arguments) {
        String[] all = Stream.concat(Stream.of("paging"), Stream.of(arguments)).toArray(String[]::new);
        return BenchRun.of(Map.of(), new PrintStream(printed, true, UTF_8), all);
    }

    @Test
    void the_domain_reaches_its_goals_on_series_that_nobody_tuned_it_on() throws Exception {
        assertThat(run("--direct", "--seed", "4711", "--count", "1"))
                .as(printed.toString(UTF_8))
                .isZero();
        assertThat(printed.toString(UTF_8)).contains("weekly", "(24 of 24)", "after a legitimate shift: at most");
    }

    @Test
    void a_folder_that_is_not_there_cannot_be_judged() {
        assertThat(run("/no/such/folder", "--direct")).isEqualTo(3);
        assertThat(printed.toString(UTF_8)).contains("could not run: ");
    }

    @ParameterizedTest
    @EnumSource(SeriesKind.class)
    void the_same_seed_makes_the_same_series_with_three_incidents_apart(SeriesKind kind) {
        List<MadeSeries> made = SeriesMaker.make(kind, 3);
        assertThat(made).isEqualTo(SeriesMaker.make(kind, 3));
        assertThat(made.getFirst().values())
                .hasSize(SeriesMaker.MINUTES)
                .isNotEqualTo(made.getLast().values());
        assertThat(made.getFirst().incidents()).isEmpty();
        List<InjectedEvent> incidents = made.getLast().incidents();
        assertThat(incidents).extracting(InjectedEvent::kind).containsExactlyInAnyOrder("spike", "drop", "shift");
        assertThat(incidents.get(1).from() - incidents.get(0).from()).isGreaterThan(960);
    }

    @Test
    void alerts_half_an_hour_apart_are_one_and_what_began_before_an_incident_does_not_find_it() {
        var alerting = new BitSet();
        alerting.set(10, 12);
        alerting.set(40);
        alerting.set(100, 120);
        var wakeUps = new WakeUps(alerting, 200);
        assertThat(wakeUps.begins()).containsExactly(10, 100);
        assertThat(wakeUps.minutesTo(new InjectedEvent(95, 100, "drop"))).hasValue(5);
        assertThat(wakeUps.minutesTo(new InjectedEvent(105, 110, "drop"))).isEmpty();
    }

    @Test
    void a_folder_of_series_is_sent_to_a_server_which_says_what_alerts(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("events.json"), """
                [{"kind": "flat", "seed": 1, "events": [[100, 110, "spike"]], "legitimate_shift": null},
                 {"kind": "levelshift", "seed": 1, "events": [], "legitimate_shift": 50}]""");
        Files.writeString(
                folder.resolve("series.csv"),
                "kind,metric_type,seed,events,minute,value\n" + rows("flat,cpu_usage,1,0", 40)
                        + rows("flat,cpu_usage,1,3", 40) + rows("levelshift,cpu_usage,1,0", 40));
        HttpServer server = server(" 101 ");
        try {
            int code = run(
                    folder.toString(),
                    "--url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(code).as(printed.toString(UTF_8)).isEqualTo(1);
            assertThat(printed.toString(UTF_8))
                    .contains("100.0 % (1 of 1)    1.0", "after a legitimate shift: at most 1 pages, 0 later");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_folder_that_is_not_as_it_should_be_is_refused(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("events.json"), "[]");
        Files.writeString(folder.resolve("series.csv"), "head\nflat,cpu_usage,1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> SeriesFolder.read(folder));
        Files.writeString(folder.resolve("series.csv"), "head\nflat,cpu_usage,1,0,0,1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> SeriesFolder.read(folder));
        assertThat(new MadeSeries(SeriesKind.FLAT, 1, List.of(), List.of(), OptionalInt.empty()).name())
                .isEqualTo("flat-1-quiet");
    }

    private static String rows(String head, double value) {
        return IntStream.range(0, 200)
                .mapToObj(minute -> head + "," + minute + "," + value + "\n")
                .collect(Collectors.joining());
    }

    /** Answers with as many points as there were samples, of which those alert whose minute is in the text. */
    private static HttpServer server(String alerting) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Pattern value = Pattern.compile("\"value\"");
        server.createContext("/", exchange -> {
            long samples = value.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                    .results()
                    .count();
            String points = IntStream.range(0, (int) samples)
                    .mapToObj(minute -> "{\"alert\": " + alerting.contains(" " + minute + " ") + "}")
                    .collect(Collectors.joining(","));
            byte[] answer = ("{\"details\": {\"series\": [{\"points\": [" + points + "]}]}}").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
