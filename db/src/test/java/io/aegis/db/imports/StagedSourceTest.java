/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedSourceTest {

    private static final int LENGTH = 2 * ImportStaging.PIECE + 5;

    private static final byte[] FILE = new byte[LENGTH];

    static {
        new Random(7).nextBytes(FILE);
    }

    private static StagedSource staged() {
        return new StagedSource(number -> {
            int from = (int) Math.min(number * ImportStaging.PIECE, LENGTH);
            return Arrays.copyOfRange(FILE, from, Math.min(from + ImportStaging.PIECE, LENGTH));
        });
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                ImportStaging.PIECE - 1,
                ImportStaging.PIECE,
                ImportStaging.PIECE + 1,
                2 * ImportStaging.PIECE,
                LENGTH - 1,
                LENGTH
            })
    void the_bytes_from_any_position_on_are_those_of_the_file(int position) throws Exception {
        try (InputStream bytes = staged().open(position)) {
            assertThat(bytes.readAllBytes()).isEqualTo(Arrays.copyOfRange(FILE, position, LENGTH));
        }
    }

    @Test
    void single_bytes_come_unsigned_across_the_border_of_two_pieces() throws Exception {
        try (InputStream bytes = staged().open(ImportStaging.PIECE - 300)) {
            for (int at = ImportStaging.PIECE - 300; at < ImportStaging.PIECE + 300; at++) {
                assertThat(bytes.read()).as("byte %d", at).isEqualTo(Byte.toUnsignedInt(FILE[at]));
            }
        }
        try (InputStream end = staged().open(LENGTH)) {
            assertThat(end.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_piece_that_cannot_be_read_fails_the_reading() throws Exception {
        StagedSource broken = new StagedSource(_ -> {
            throw new IOException("the database is away");
        });
        try (InputStream bytes = broken.open(0)) {
            assertThatThrownBy(bytes::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
