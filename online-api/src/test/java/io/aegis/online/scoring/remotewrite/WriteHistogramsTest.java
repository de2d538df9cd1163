/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.WriteMessages.label;
import static io.aegis.online.scoring.remotewrite.WriteMessages.read;
import static io.aegis.online.scoring.remotewrite.WriteMessages.refused;
import static io.aegis.online.scoring.remotewrite.WriteMessages.repeated;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.scoring.wire.ProtobufMessage.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Native histograms in a message of remote write. */
class WriteHistogramsTest {

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
}
