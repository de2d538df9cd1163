/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.WriteMessages.SAMPLE;
import static io.aegis.online.scoring.remotewrite.WriteMessages.label;
import static io.aegis.online.scoring.remotewrite.WriteMessages.read;
import static io.aegis.online.scoring.remotewrite.WriteMessages.refused;
import static io.aegis.online.scoring.remotewrite.WriteMessages.repeated;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much may be in a message of remote write, and that too much costs little. */
class WriteLimitsTest {

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
}
