/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnedLabelsTest {

    @Test
    void own_topics_have_numbers_from_0_to_59() {
        assertThat(new LearnedLabels(false, (1L << 60) - 1, Optional.empty()).ownTopics())
                .isEqualTo((1L << 60) - 1);
        for (long wrong : new long[] {1L << 60, -1, Long.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .as("%d", wrong)
                    .isThrownBy(() -> new LearnedLabels(false, wrong, Optional.empty()))
                    .withMessageContaining("59");
        }
    }
}
