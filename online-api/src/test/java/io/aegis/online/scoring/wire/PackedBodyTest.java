/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class PackedBodyTest {

    private static final int LIMIT = 1 << 20;

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000, LIMIT})
    void what_was_packed_is_unpacked(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        assertThat(PackedBody.gunzip(gzip(bytes), LIMIT, _ -> {})).isEqualTo(bytes);
        assertThat(PackedBody.unsnap(Snappy.compress(bytes), LIMIT, _ -> {})).isEqualTo(bytes);
    }

    @Test
    void a_bomb_costs_no_more_than_the_limit_and_room_is_asked_for_before_it_is_taken() throws IOException {
        byte[] bomb = gzip(new byte[40 * LIMIT]);
        List<Long> asked = new ArrayList<>();

        assertThatThrownBy(() -> PackedBody.gunzip(bomb, LIMIT, asked::add)).isInstanceOf(ProblemException.class);
        assertThat(asked).as("only what is added each time").containsExactly(3L << 16, 3L << 18);
        assertThatThrownBy(() -> PackedBody.unsnap(Snappy.compress(new byte[LIMIT + 1]), LIMIT, _ -> {}))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> PackedBody.gunzip(bomb, LIMIT, _ -> {
                    throw new IllegalStateException("no room");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_not_packed_is_malformed() throws IOException {
        byte[] whole = gzip(new byte[1_000]);

        assertThatThrownBy(() -> PackedBody.gunzip(new byte[] {1, 2, 3}, LIMIT, _ -> {}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PackedBody.gunzip(Arrays.copyOf(whole, whole.length - 3), LIMIT, _ -> {}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PackedBody.unsnap(new byte[] {4, 0}, LIMIT, _ -> {}))
                .isInstanceOf(IOException.class);
    }
}
