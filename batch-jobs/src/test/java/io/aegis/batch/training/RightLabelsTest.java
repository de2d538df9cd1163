/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.training.RightLabels.Right;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RightLabelsTest {

    private static RightLabels counts(Right topics, Right urgency, Right sentiment) {
        Map<String, Right> counts = new LinkedHashMap<>();
        counts.put("topics", topics);
        counts.put("urgency", urgency);
        counts.put("sentiment", sentiment);
        return new RightLabels(200, counts);
    }

    @Test
    void a_model_that_is_worse_on_one_kind_of_label_alone_has_lost() {
        assertThat(counts(new Right(150, 140), new Right(190, 190), new Right(120, 121))
                        .lost())
                .contains("of 200 labels since it was trained it names the sentiment of 120, the rules those of 121");
        assertThat(counts(new Right(1, 2), new Right(3, 4), new Right(5, 5)).lost())
                .contains("of 200 labels since it was trained it names the topics of 1, the rules those of 2;"
                        + " the urgency of 3, the rules those of 4");
    }

    @Test
    void one_that_is_as_good_on_all_has_not() {
        assertThat(counts(new Right(150, 140), new Right(190, 190), new Right(120, 120))
                        .lost())
                .isEmpty();
    }
}
