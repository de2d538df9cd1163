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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static byte[] repeated(int times, byte[] series) {
        byte[] message = message(out -> {
            for (int i = 0; i < times; i++) {
                out.writeByteArray(1, series);
            }
        });
        try {
            return Snappy.compress(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RemoteSeries> read(byte[] body) {
        return WriteRequest.read(body, _ -> {});
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
        byte[] body = repeated(WriteRequest.MAX_MESSAGE / 2, new byte[0]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        assertThat(read(body)).isEmpty();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(read(body)).isEmpty();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(WriteRequest.MAX_MESSAGE + 100_000);
    }

    @Test
    void too_many_series_samples_or_labels_are_413() {
        refused(413, repeated(WriteRequest.MAX_SERIES + 1, message(out -> out.writeByteArray(2, SAMPLE))));
        refused(413, repeated(1, message(out -> {
            for (int i = 0; i <= WriteRequest.MAX_SAMPLES; i++) {
                out.writeByteArray(2, new byte[0]);
            }
        })));
        refused(413, repeated(1, message(out -> {
            for (int i = 0; i <= WriteRequest.MAX_LABELS; i++) {
                out.writeByteArray(1, new byte[0]);
            }
        })));
    }

    @Test
    void it_says_what_it_weighs_before_it_is_read() {
        List<Long> weights = new ArrayList<>();
        WriteRequest.read(repeated(1000, new byte[0]), weights::add);

        assertThat(weights).containsExactly(4_000L);
        assertThatThrownBy(() -> WriteRequest.read(repeated(1000, new byte[0]), _ -> {
                    throw new IllegalStateException("no room");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_message_that_is_too_large_or_broken_is_refused() {
        refused(413, repeated(1, new byte[WriteRequest.MAX_MESSAGE]));
        refused(400, new byte[] {1, 2, 3});
        refused(400, Arrays.copyOf(repeated(1, SAMPLE), 4));
        refused(400, repeated(1, new byte[] {12}));
    }

    @Property(tries = 500)
    void any_bytes_are_read_or_refused(@ForAll byte[] bytes) throws IOException {
        for (byte[] body : List.of(bytes, Snappy.compress(bytes))) {
            try {
                read(body);
            } catch (ProblemException problem) {
                assertThat(problem.type().status()).isBetween(400, 499);
            }
        }
    }
}
