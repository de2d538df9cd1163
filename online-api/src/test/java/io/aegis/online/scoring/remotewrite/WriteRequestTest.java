/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.WriteMessages.SAMPLE;
import static io.aegis.online.scoring.remotewrite.WriteMessages.label;
import static io.aegis.online.scoring.remotewrite.WriteMessages.packed;
import static io.aegis.online.scoring.remotewrite.WriteMessages.read;
import static io.aegis.online.scoring.remotewrite.WriteMessages.repeated;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What is read of a message of remote write, in both versions. */
class WriteRequestTest {

    @Test
    void series_with_their_labels_and_samples_are_read() {
        byte[] series = message(out -> {
            out.writeByteArray(1, label("__name__", "up"));
            out.writeByteArray(2, SAMPLE);
            out.writeString(9, "of a later version");
        });

        assertThat(read(repeated(2, series)))
                .hasSize(2)
                .contains(new RemoteSeries(
                        Map.of("__name__", "up"), List.of(new RemoteSeries.Sample(1_700_000_000_000L, 0.5))));
    }

    @Test
    void a_series_with_an_empty_label_is_the_one_without_it() throws IOException {
        String name = "r02_empty_label.txt";
        String line;
        try (var in = Objects.requireNonNull(WriteRequestTest.class.getResourceAsStream(name), name)) {
            line = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        List<byte[]> series = new ArrayList<>();
        for (String each : line.split(" beside ", -1)) {
            Matcher labels = Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(each);
            series.add(message(out -> {
                out.writeByteArray(
                        1,
                        label("__name__", each.strip().substring(0, each.strip().indexOf('{'))));
                while (labels.find()) {
                    out.writeByteArray(1, label(labels.group(1), labels.group(2)));
                }
                out.writeByteArray(2, SAMPLE);
            }));
        }

        List<RemoteSeries> received = read(packed(message(out -> {
            for (byte[] each : series) {
                out.writeByteArray(1, each);
            }
        })));

        assertThat(received)
                .extracting(RemoteSeries::labels)
                .containsExactly(
                        Map.of("__name__", "cpu_usage", "instance", "n1:9100"),
                        Map.of("__name__", "cpu_usage", "instance", "n1:9100"));
    }

    @Test
    void version_two_refers_to_symbols_wherever_they_stand() {
        byte[] series = message(out -> {
            out.writeByteArray(1, new byte[] {1, 2, 3, 4});
            out.writeByteArray(2, SAMPLE);
            out.writeByteArray(4, new byte[0]);
            out.writeByteArray(5, new byte[0]);
        });
        byte[] body = packed(message(out -> {
            out.writeByteArray(5, series);
            for (String symbol : List.of("", "__name__", "up", "pod", "a")) {
                out.writeString(4, symbol);
            }
        }));

        assertThat(WriteRequest.read(body, WriteRequest.Version.TWO, _ -> {}).series())
                .containsExactly(new RemoteSeries(
                        Map.of("__name__", "up", "pod", "a"),
                        List.of(new RemoteSeries.Sample(1_700_000_000_000L, 0.5))));
    }

    @Test
    void symbols_that_are_not_there_and_too_many_of_them_are_refused() {
        for (byte[] references : List.of(new byte[] {0, 7}, new byte[] {7, 0}, new byte[] {0}, new byte[] {-1, 1, 0})) {
            refusedOfTwo(400, message(out -> {
                out.writeString(4, "");
                out.writeByteArray(5, message(one -> {
                    one.writeByteArray(1, references);
                    one.writeByteArray(2, SAMPLE);
                }));
            }));
        }
        refusedOfTwo(400, message(out -> out.writeString(4, "x")));
        refusedOfTwo(413, message(out -> {
            for (int i = 0; i <= WriteBudget.MAX_SYMBOLS; i++) {
                out.writeString(4, "");
            }
        }));
    }

    private static void refusedOfTwo(int status, byte[] message) {
        assertThatThrownBy(() -> WriteRequest.read(packed(message), WriteRequest.Version.TWO, _ -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(status));
    }

    @Test
    void a_message_of_the_other_version_is_told_from_its_content() {
        byte[] one = message(out -> {
            out.writeByteArray(1, message(series -> {
                series.writeByteArray(1, label("__name__", "up"));
                series.writeByteArray(2, SAMPLE);
            }));
            out.writeByteArray(3, new byte[0]);
        });
        byte[] two = message(out -> {
            out.writeString(4, "");
            out.writeByteArray(5, message(series -> series.writeByteArray(2, SAMPLE)));
        });

        assertThatThrownBy(() -> WriteRequest.read(packed(one), WriteRequest.Version.TWO, _ -> {}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a message of remote write 1.0");
        assertThatThrownBy(() -> WriteRequest.read(packed(two), WriteRequest.Version.ONE, _ -> {}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Content-Type: application/x-protobuf;proto=io.prometheus.write.v2.Request");
        for (WriteRequest.Version version : WriteRequest.Version.values()) {
            assertThatThrownBy(() ->
                            WriteRequest.read(packed(message(out -> out.writeString(7, "x"))), version, _ -> {}))
                    .hasMessageContaining("not a WriteRequest");
            assertThat(WriteRequest.read(packed(new byte[0]), version, _ -> {}).series())
                    .isEmpty();
        }
    }

    @Property(tries = 500)
    void any_bytes_are_read_or_refused(@ForAll byte[] bytes) throws IOException {
        for (byte[] body : List.of(bytes, Snappy.compress(bytes))) {
            for (WriteRequest.Version version : WriteRequest.Version.values()) {
                try {
                    WriteRequest.read(body, version, _ -> {});
                } catch (ProblemException problem) {
                    assertThat(problem.type().status()).isBetween(400, 499);
                }
            }
        }
    }
}
