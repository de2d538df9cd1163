/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HitsTest {

    @Test
    void precision_recall_and_f1_are_as_defined() {
        Hits hits = new Hits();
        for (int i = 0; i < 6; i++) {
            hits.count(true, true);
        }
        hits.count(true, false);
        hits.count(true, false);
        hits.count(false, true);
        hits.count(false, true);
        hits.count(false, true);
        hits.count(false, true);
        hits.count(false, false);
        assertThat(hits.precision()).isEqualTo(0.75);
        assertThat(hits.recall()).isEqualTo(0.6);
        assertThat(hits.f1()).isEqualTo(12.0 / 18);
        assertThat(hits.occurs()).isTrue();
        assertThat(hits).hasToString("precision 0.750  recall 0.600  F1 0.667");
    }

    @Test
    void a_class_that_never_occurs_has_no_merit() {
        Hits hits = new Hits();
        hits.count(false, false);
        assertThat(hits.occurs()).isFalse();
        assertThat(hits.f1()).isZero();
        assertThat(hits.precision()).isZero();
    }
}
