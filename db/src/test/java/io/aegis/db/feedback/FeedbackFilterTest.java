package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    void a_filter_without_conditions_has_no_where_clause() {
        assertThat(FeedbackConditions.of(FeedbackFilter.ALL, Optional.empty()).where())
                .isEmpty();
    }
}
