/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringModuleTest {

    /** Megabytes as of {@code -Xmx}, and what the documentation promises for them. */
    @ParameterizedTest
    @CsvSource({"208, 7500", "512, 23400", "1500, 75200", "2100, 100000", "8000, 100000", "32, 1"})
    void a_heap_holds_so_many_series(long megabytes, int series) {
        assertThat(ScoringModule.mostSeries(megabytes << 20)).isBetween(series, series + 100);
    }
}
