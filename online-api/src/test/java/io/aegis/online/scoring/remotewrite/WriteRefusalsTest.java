/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.WriteMessages.SAMPLE;
import static io.aegis.online.scoring.remotewrite.WriteMessages.label;
import static io.aegis.online.scoring.remotewrite.WriteMessages.packed;
import static io.aegis.online.scoring.remotewrite.WriteMessages.refused;
import static io.aegis.online.scoring.remotewrite.WriteMessages.repeated;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Series that are wrong are refused alone, with what is wrong; the others of their message are read. */
class WriteRefusalsTest {

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
    void the_sign_for_what_is_no_text_is_text_itself() {
        byte[] series = message(out -> {
            out.writeByteArray(1, label("__name__", "up"));
            out.writeByteArray(1, label("pod", "caf\uFFFD"));
            out.writeByteArray(2, SAMPLE);
        });

        ReceivedWrite received = WriteRequest.read(repeated(1, series), WriteRequest.Version.ONE, _ -> {});

        assertThat(received.series())
                .extracting(RemoteSeries::labels)
                .containsExactly(Map.of("__name__", "up", "pod", "caf\uFFFD"));
    }

    @Test
    void a_surrogate_written_by_itself_is_not_utf_8() {
        byte[] series = message(out -> {
            out.writeByteArray(1, message(label -> {
                label.writeString(1, "__name__");
                label.writeByteArray(2, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
            }));
            out.writeByteArray(2, SAMPLE);
        });

        ReceivedWrite received = WriteRequest.read(repeated(1, series), WriteRequest.Version.ONE, _ -> {});

        assertThat(received.mistakes()).containsExactly("a label is not UTF-8");
    }

    @Test
    void a_first_symbol_that_is_not_utf_8_is_not_empty() {
        refused(400, packed(message(out -> out.writeByteArray(4, new byte[] {(byte) 0xe9}))));
    }

    @Test
    void a_label_longer_than_its_message_is_refused() {
        for (byte[] length : List.of(new byte[] {127}, new byte[] {-1, -1, -1, -1, 15})) {
            byte[] field = ByteBuffer.allocate(1 + length.length)
                    .put((byte) 0x0a)
                    .put(length)
                    .array();
            refused(400, repeated(1, message(out -> out.writeByteArray(1, field))));
        }
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
}
