/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import io.aegis.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What may be in a message of remote write, and how much. */
class WriteRequestTest {

    private static final byte[] SAMPLE = message(out -> {
        out.writeDouble(1, 0.5);
        out.writeInt64(2, 1_700_000_000_000L);
    });

    private interface Writer {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Writer writer) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writer.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] label(String name, String value) {
        return message(out -> {
            out.writeString(1, name);
            out.writeString(2, value);
        });
    }

    private static byte[] packed(byte[] message) {
        try {
            return Snappy.compress(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] repeated(int times, byte[] series) {
        byte[] message = message(out -> {
            for (int i = 0; i < times; i++) {
                out.writeByteArray(1, series);
            }
        });
        return packed(message);
    }

    private static List<RemoteSeries> read(byte[] body) {
        return WriteRequest.read(body, WriteRequest.Version.ONE, _ -> {}).series();
    }

    private static void refused(int status, byte[] body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(status));
    }

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
    void sixteen_mebibytes_of_empty_series_make_nothing() {
        byte[] body = repeated(WriteBudget.MAX_MESSAGE / 2, new byte[0]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        assertThat(read(body)).isEmpty();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(read(body)).isEmpty();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(WriteBudget.MAX_MESSAGE + 100_000);
    }

    @Test
    void four_million_series_in_a_few_bytes_are_refused_before_much_is_made_of_them() {
        byte[] nothing = message(out -> out.writeUInt32(15, 1));
        byte[] body = repeated(WriteBudget.MAX_MESSAGE / 4, nothing);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        refused(413, body);
        long before = threads.getCurrentThreadAllocatedBytes();
        refused(413, body);

        assertThat(body).hasSizeLessThan(1 << 20);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(3L * WriteBudget.MAX_MESSAGE);
    }

    @Test
    void too_many_series_samples_or_labels_are_413() {
        refused(413, repeated(WriteBudget.MAX_SERIES + 1, message(out -> out.writeByteArray(2, SAMPLE))));
        refused(413, repeated(1, message(out -> {
            for (int i = 0; i <= WriteBudget.MAX_SAMPLES; i++) {
                out.writeByteArray(2, new byte[0]);
            }
        })));
        refused(413, repeated(1, message(out -> {
            for (int i = 0; i <= WriteBudget.MAX_LABELS; i++) {
                out.writeByteArray(1, label("a" + i, "x"));
            }
        })));
    }

    @Test
    void it_says_what_it_weighs_before_it_is_read() {
        List<Long> weights = new ArrayList<>();
        WriteRequest.read(repeated(1000, new byte[0]), WriteRequest.Version.ONE, weights::add);

        assertThat(weights).containsExactly(4_000L);
        assertThatThrownBy(() -> WriteRequest.read(repeated(1000, new byte[0]), WriteRequest.Version.ONE, _ -> {
                    throw new IllegalStateException("no room");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void many_series_weigh_what_is_made_of_them_and_are_left_where_there_is_no_room() {
        byte[] series = message(out -> {
            out.writeByteArray(1, label("__name__", "up"));
            out.writeByteArray(1, label("job", "node"));
            out.writeByteArray(2, SAMPLE);
        });
        List<Long> weights = new ArrayList<>();
        WriteRequest.read(repeated(2_000, series), WriteRequest.Version.ONE, weights::add);
        long all = weights.stream().mapToLong(Long::longValue).sum();

        assertThat(all).isBetween(2_000L * 1_000, 2_000L * 1_500);
        assertThat(weights).allMatch(weight -> weight < 200_000);
        long[] left = {1_000_000};
        assertThatThrownBy(() -> WriteRequest.read(repeated(2_000, series), WriteRequest.Version.ONE, weight -> {
                    left[0] -= weight;
                    if (left[0] < 0) {
                        throw new IllegalStateException("no room");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_message_that_is_too_large_or_broken_is_refused() {
        refused(413, repeated(1, new byte[WriteBudget.MAX_MESSAGE]));
        refused(400, new byte[] {1, 2, 3});
        refused(400, Arrays.copyOf(repeated(1, SAMPLE), 4));
        refused(400, repeated(1, new byte[] {12}));
    }

    @Test
    void a_label_that_comes_twice_refuses_its_series_alone_and_an_empty_one_is_none() {
        byte[] twice = message(out -> {
            out.writeByteArray(1, label("__name__", "up"));
            out.writeByteArray(1, label("pod", "a"));
            out.writeByteArray(1, label("pod", ""));
            out.writeByteArray(2, SAMPLE);
        });
        byte[] empty = message(out -> {
            out.writeByteArray(1, label("__name__", "up"));
            out.writeByteArray(1, label("pod", ""));
            out.writeByteArray(2, SAMPLE);
        });
        byte[] nameless = message(out -> {
            out.writeByteArray(1, label("", "up"));
            out.writeByteArray(2, SAMPLE);
        });

        ReceivedWrite received = WriteRequest.read(
                packed(message(out -> {
                    out.writeByteArray(1, twice);
                    out.writeByteArray(1, empty);
                    out.writeByteArray(1, nameless);
                })),
                WriteRequest.Version.ONE,
                _ -> {});

        assertThat(received.series()).extracting(RemoteSeries::labels).containsExactly(Map.of("__name__", "up"));
        assertThat(received.refused()).isEqualTo(2);
        assertThat(received.mistakes()).containsExactly("the label pod comes twice", "a label has no name");
    }

    @Test
    void a_label_that_is_not_utf_8_refuses_its_series_alone() {
        byte[] latin = message(out -> {
            out.writeByteArray(1, message(label -> {
                label.writeString(1, "pod");
                label.writeByteArray(2, new byte[] {(byte) 0xe9});
            }));
            out.writeByteArray(2, SAMPLE);
        });
        byte[] good = message(out -> {
            out.writeByteArray(1, label("__name__", "up"));
            out.writeByteArray(2, SAMPLE);
        });

        ReceivedWrite received = WriteRequest.read(
                packed(message(out -> {
                    out.writeByteArray(1, latin);
                    out.writeByteArray(1, good);
                })),
                WriteRequest.Version.ONE,
                _ -> {});

        assertThat(received.series()).extracting(RemoteSeries::labels).containsExactly(Map.of("__name__", "up"));
        assertThat(received.refused()).isEqualTo(1);
        assertThat(received.mistakes()).containsExactly("a label is not UTF-8");
    }

    @Test
    void a_symbol_that_is_not_utf_8_refuses_those_that_refer_to_it() {
        byte[] body = packed(message(out -> {
            out.writeString(4, "");
            out.writeString(4, "__name__");
            out.writeString(4, "up");
            out.writeByteArray(4, new byte[] {(byte) 0xe9});
            for (byte[] references : List.of(new byte[] {1, 2}, new byte[] {1, 3}, new byte[] {3, 2})) {
                out.writeByteArray(5, message(one -> {
                    one.writeByteArray(1, references);
                    one.writeByteArray(2, SAMPLE);
                }));
            }
        }));

        ReceivedWrite received = WriteRequest.read(body, WriteRequest.Version.TWO, _ -> {});

        assertThat(received.series()).extracting(RemoteSeries::labels).containsExactly(Map.of("__name__", "up"));
        assertThat(received.refused()).isEqualTo(2);
        assertThat(received.mistakes()).containsExactly("a label is not UTF-8", "a label is not UTF-8");
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

    @Test
    void samples_without_a_name_are_refused_and_a_message_of_another_kind_is() {
        byte[] nameless = message(out -> {
            out.writeByteArray(1, label("pod", "a"));
            out.writeByteArray(2, SAMPLE);
        });
        byte[] otlp = message(out -> {
            out.writeByteArray(1, label("service.name", "cart"));
            out.writeByteArray(2, message(scope -> scope.writeString(2, "metric")));
        });

        ReceivedWrite received = WriteRequest.read(repeated(1, nameless), WriteRequest.Version.ONE, _ -> {});

        assertThat(received.mistakes()).containsExactly("there is no label __name__");
        refused(400, repeated(1, otlp));
    }

    private static byte[] histogram(Writer more) {
        return message(out -> {
            out.writeUInt64(1, 7);
            out.writeDouble(3, 12.5);
            out.writeSInt32(4, 3);
            out.writeDouble(5, 0.001);
            out.writeUInt64(6, 1);
            more.to(out);
            out.writeInt64(15, 1_700_000_000_000L);
        });
    }

    private static byte[] span(int offset, int length) {
        return message(out -> {
            out.writeSInt32(1, offset);
            out.writeUInt32(2, length);
        });
    }

    private static List<NativeHistogram> histograms(byte[] histogram) {
        byte[] series = message(out -> {
            out.writeByteArray(1, label("__name__", "latency"));
            out.writeByteArray(4, histogram);
        });
        return read(repeated(1, series)).stream()
                .flatMap(each -> each.histograms().stream())
                .toList();
    }

    @Test
    void native_histograms_are_read_with_their_spans_and_differences() {
        NativeHistogram whole = histograms(histogram(out -> {
                    out.writeByteArray(11, span(-2, 2));
                    out.writeByteArray(11, span(3, 1));
                    // 2, 3 (+1), 1 (-2), as zigzag.
                    out.writeByteArray(12, new byte[] {4, 2, 3});
                    out.writeByteArray(8, span(1, 1));
                    out.writeSInt64(9, 5);
                }))
                .getFirst();

        assertThat(whole.count()).isEqualTo(7);
        assertThat(whole.zeroCount()).isEqualTo(1);
        assertThat(whole.schema()).isEqualTo(3);
        assertThat(whole.positive().size()).isEqualTo(3);
        assertThat(whole.positive().at(-2)).isEqualTo(2);
        assertThat(whole.positive().at(-1)).isEqualTo(3);
        assertThat(whole.positive().at(3)).isEqualTo(1);
        assertThat(whole.negative().at(1)).isEqualTo(5);
        assertThat(whole.stale()).isFalse();
    }

    @Test
    void floating_histograms_custom_bounds_resets_and_gauges_are_told_apart() {
        NativeHistogram floating = histograms(message(out -> {
                    out.writeDouble(2, 1.5);
                    out.writeSInt32(4, NativeHistogram.CUSTOM);
                    out.writeDouble(7, 0);
                    out.writeByteArray(11, span(0, 1));
                    out.writeDouble(13, 1.5);
                    out.writeEnum(14, 1);
                    out.writeDouble(16, 0.25);
                }))
                .getFirst();

        assertThat(floating.count()).isEqualTo(1.5);
        assertThat(floating.bounds()).containsExactly(0.25);
        assertThat(floating.positive().at(0)).isEqualTo(1.5);
        assertThat(floating.reset()).isTrue();
        assertThat(histograms(message(out -> out.writeEnum(14, 3)))).isEmpty();
        assertThat(histograms(message(out -> out.writeDouble(3, Double.longBitsToDouble(0x7ff0000000000002L))))
                        .getFirst()
                        .stale())
                .isTrue();
    }

    @Test
    void spans_that_promise_more_than_there_is_make_nothing() {
        for (byte[] span : List.of(span(0, -1), span(0, 2), span(Integer.MAX_VALUE, 1), span(0, 0))) {
            byte[] series = message(out -> out.writeByteArray(4, histogram(more -> {
                more.writeByteArray(11, span);
                more.writeByteArray(12, new byte[] {4});
            })));
            refused(400, repeated(1, series));
        }
        refused(
                413,
                repeated(
                        1,
                        message(out -> out.writeByteArray(
                                4, message(more -> more.writeByteArray(12, new byte[WriteBudget.MAX_BUCKETS + 1]))))));
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
