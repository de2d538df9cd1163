/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.asd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VusPrTest {

    private static final int ROWS = 20;

    private final BitSet anomalous = anomalous();

    private static BitSet anomalous() {
        var rows = new BitSet();
        rows.set(5, 8);
        rows.set(15);
        return rows;
    }

    @Test
    void without_a_buffer_who_knows_all_gets_1_and_who_knows_nothing_the_share_of_anomalies() {
        double[] knowing = IntStream.range(0, ROWS)
                .mapToDouble(row -> anomalous.get(row) ? 1 : 0)
                .toArray();
        assertThat(VusPr.of(anomalous, knowing, 0)).isCloseTo(1, within(1e-9));
        assertThat(VusPr.of(anomalous, new double[ROWS], 0)).isCloseTo(4.0 / ROWS, within(1e-9));
    }

    @Test
    void it_agrees_with_the_authors_definition() {
        double[] scores = IntStream.range(0, ROWS)
                .mapToDouble(row -> row * 7 % ROWS / 20.0)
                .toArray();
        assertThat(VusPr.of(anomalous, scores, 4)).isCloseTo(0.37333242629858454, within(1e-9));
    }
}
