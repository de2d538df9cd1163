/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Messages of remote write, in Protocol Buffers and packed, and what is read of them. */
final class WriteMessages {

    static final byte[] SAMPLE = message(out -> {
        out.writeDouble(1, 0.5);
        out.writeInt64(2, 1_700_000_000_000L);
    });

    private WriteMessages() {}

    static byte[] label(String name, String value) {
        return message(out -> {
            out.writeString(1, name);
            out.writeString(2, value);
        });
    }

    static byte[] packed(byte[] message) {
        try {
            return Snappy.compress(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] repeated(int times, byte[] series) {
        byte[] message = message(out -> {
            for (int i = 0; i < times; i++) {
                out.writeByteArray(1, series);
            }
        });
        return packed(message);
    }

    static List<RemoteSeries> read(byte[] body) {
        return WriteRequest.read(body, WriteRequest.Version.ONE, _ -> {}).series();
    }

    static void refused(int status, byte[] body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(status));
    }
}
