/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedbackFilterTest {

    private static FeedbackFilter containing(String text) {
        return new Filter().text(text).build();
    }

    @Test
    void a_search_text_is_neither_empty_nor_endless() {
        assertThat(containing("😀".repeat(FeedbackFilter.MAX_TEXT)).text()).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> containing(""));
        assertThatIllegalArgumentException().isThrownBy(() -> containing("x".repeat(FeedbackFilter.MAX_TEXT + 1)));
    }

    @Test
    void a_time_that_no_column_holds_is_refused() {
        Instant farFuture = Instant.parse("+10000-01-01T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filter().since(farFuture).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filter().until(Instant.MIN).build());
    }

    @Test
    void a_filter_without_conditions_has_no_where_clause() {
        assertThat(FeedbackConditions.of(FeedbackFilter.ALL, Optional.empty()).where())
                .isEmpty();
    }
}
