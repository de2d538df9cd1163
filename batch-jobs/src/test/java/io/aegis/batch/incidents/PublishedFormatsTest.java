/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.logs.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings as Nezha and Sock Shop publish them, cut down to a few rows. */
class PublishedFormatsTest {

    private static final String METRICS = """
            Time,TimeStamp,PodName,CpuUsageRate(%),MemoryUsageRate(%),PodServerLatencyP90(s),PodWorkload(Ops)
            2022-08-22 03:51:19.607158889 +0000 UTC m=+0.11,1861140279,cart-1,5.5,81.25,0.012,5.0
            2022-08-22 03:52:19.607158889 +0000 UTC m=+60.1,1861140339,cart-1,6.5,81.5,0,0
            """;

    /** The fourth is cut off in the middle of its JSON, the fifth has no level. */
    private static final String LOGS = """
            Timestamp,TimeUnixNano,Node,PodName,Container,TraceID,SpanID,Log
            2022-08-22T03:51:27.437262323Z,1,n,cart-1,server,t,s,"{""log"":""11:51:27.436 INFO  o.s.Cart#365 stored 12\\n"",""stream"":""stdout""}"
            2022-08-22T03:51:28.000000001,1,n,cart-1,server,t,s,"{""log"":""11:51:28.000 TRACE  o.s.Cart#1 deep\\n""}"
            2022-08-22T03:51:29.5Z,1,n,cart-1,server,t,s,"{""log"":""11:51:29.500 ERROR o.s.Cart#9 refused\\n""} and the rest of another"
            2022-08-22T03:51:30Z,1,n,cart-1,server,t,s,"{""log"":""11:51:30 INFO cut o"
            2022-08-22T03:51:31Z,1,n,cart-1,server,t,s,"{""log"":""no level here\\n""}"
            """;

    @TempDir
    private Path folder;

    private static void compressed(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path nezha(String fault, int logFiles) throws IOException {
        Path day = Files.createDirectories(folder.resolve("2022-08-22"));
        Files.writeString(day.resolve("2022-08-22-fault_list.json"), """
                {"03": [{"inject_time": "2022-08-22 03:53:54", "inject_timestamp": "1", "inject_pod": "cart-1", "inject_type": "%s"}],
                 "04": [{"inject_time": "2022-08-22 04:02:07", "inject_timestamp": "2", "inject_pod": "pay-1", "inject_type": "return"}]}""".formatted(fault));
        compressed(day.resolve("metric").resolve("cart-1_metric.csv.gz"), METRICS);
        for (int i = 0; i < logFiles; i++) {
            compressed(day.resolve("log").resolve("03_" + (50 + i) + "_log.csv.gz"), LOGS);
        }
        return day;
    }

    @Test
    void a_day_of_nezha_is_samples_lines_and_faults() throws Exception {
        Path day = nezha("cpu_contention", 10);

        assertThat(RecordingFormat.NEZHA.reader().recordings(folder)).containsExactly(day);
        Recording read = RecordingFormat.NEZHA.reader().read(day);

        assertThat(read.failures())
                .extracting(KnownFailure::service, KnownFailure::from, KnownFailure::type)
                .containsExactly(
                        tuple("cart-1", Instant.parse("2022-08-22T03:53:54Z"), FailureType.CPU_SATURATION),
                        tuple("pay-1", Instant.parse("2022-08-22T04:02:07Z"), FailureType.ERROR_BURST));
        assertThat(read.samples()).as("no latency without requests").hasSize(7);
        assertThat(read.samples())
                .filteredOn(sample -> sample.series().type() == MetricType.RESPONSE_TIME)
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.value()).isEqualTo(12, within(1e-9));
                    assertThat(sample.timestamp()).isEqualTo(Instant.parse("2022-08-22T03:51:19Z"));
                    assertThat(sample.series().labels()).containsEntry("service", "cart-1");
                });
        assertThat(read.lines()).as("each once, though ten files have them").hasSize(3);
        assertThat(read.lines())
                .extracting(line -> line.level())
                .containsExactly(LogLevel.INFO, LogLevel.DEBUG, LogLevel.ERROR);
        assertThat(read.lines().getFirst().message()).isEqualTo("o.s.Cart#365 stored 12");
    }

    @Test
    void fragments_of_logs_are_left_out() throws Exception {
        assertThat(RecordingFormat.NEZHA
                        .reader()
                        .read(nezha("network_delay", 9))
                        .lines())
                .isEmpty();
    }

    @Test
    void a_fault_of_an_unknown_kind_and_a_broken_list_are_told() throws Exception {
        Path day = nezha("gremlins", 0);
        assertThatThrownBy(() -> RecordingFormat.NEZHA.reader().read(day))
                .isInstanceOf(UnusableFilesException.class)
                .hasMessageContaining("gremlins");
        Files.writeString(day.resolve("2022-08-22-fault_list.json"), "{\"03\": [");
        assertThatThrownBy(() -> RecordingFormat.NEZHA.reader().read(day))
                .isInstanceOf(UnusableFilesException.class)
                .hasMessageContaining("2022-08-22-fault_list.json");
    }

    private Path run(String fault) throws IOException {
        Path run = Files.createDirectories(folder.resolve(fault).resolve("1"));
        Files.writeString(run.resolve("normal.csv"), """
                time,carts_cpu,carts_mem,carts_lod,carts_lat_50,carts_lat_90
                1652565600,1.25,536870912,4.5,0.01,0.02
                """);
        Files.writeString(run.resolve("anomalous.csv"), """
                time,carts_cpu,carts_mem,carts_lod,carts_lat_50,carts_lat_90
                1652565602,98.5,536870912,4.5,0.01,0.5
                1652565601,97.5,536870912,4.5,,
                """);
        return run;
    }

    @Test
    void a_run_of_sock_shop_is_its_samples_and_the_fault_of_its_folder() throws Exception {
        Path run = run("carts-mem");
        run("carts-cpu");

        assertThat(RecordingFormat.SOCK_SHOP.reader().recordings(folder))
                .hasSize(2)
                .contains(run);
        Recording read = RecordingFormat.SOCK_SHOP.reader().read(run);

        assertThat(read.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.service()).isEqualTo("carts");
            assertThat(failure.type()).isEqualTo(FailureType.MEMORY_PRESSURE);
            assertThat(failure.from()).isEqualTo(Instant.ofEpochSecond(1652565601));
        });
        assertThat(read.samples())
                .filteredOn(sample -> sample.series().type() == MetricType.MEMORY_USAGE)
                .hasSize(3)
                .allSatisfy(sample -> assertThat(sample.value()).isEqualTo(50, within(1e-9)));
        assertThat(read.samples())
                .filteredOn(sample -> sample.series().type() == MetricType.RESPONSE_TIME)
                .extracting(sample -> sample.value())
                .containsExactly(20.0, 500.0);
        assertThat(read.lines()).isEmpty();
    }

    @Test
    void a_folder_that_tells_no_known_fault_is_refused() throws Exception {
        Path unknown = run("carts-disk");
        assertThatThrownBy(() -> RecordingFormat.SOCK_SHOP.reader().read(unknown))
                .isInstanceOf(UnusableFilesException.class)
                .hasMessageContaining("disk");
        Path nameless = run("carts");
        assertThatThrownBy(() -> RecordingFormat.SOCK_SHOP.reader().read(nameless))
                .isInstanceOf(UnusableFilesException.class)
                .hasMessageContaining("carts-cpu");
    }
}
