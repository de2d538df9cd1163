/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidingLinesTest {

    @Test
    void what_lines_say_is_not_part_of_the_sentence() {
        DecidingEvidence evidence = new DecidingEvidence(
                List.of(new DecidingEvidence.OfSeries("cart", MetricType.ERROR_RATE, 0.25, 0.01, 8)),
                List.of(
                        new DecidingEvidence.OfLines("cart", "payment of <*> failed", false, 9),
                        new DecidingEvidence.OfLines("shop", "order <*> placed", true, 5)));
        assertThat(evidence.text())
                .isEqualTo(
                        "error_rate of cart is 0.25, usually 0.01; unusual errors at cart; usual lines missing at shop");
        assertThat(new DecidingEvidence(List.of(), evidence.lines()).text())
                .isEqualTo("unusual errors at cart; usual lines missing at shop");
    }
}
