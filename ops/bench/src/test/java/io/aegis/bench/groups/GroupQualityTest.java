/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupQualityTest {

    @Test
    void a_group_counts_by_its_most_frequent_intent_and_a_text_alone_is_in_none() {
        Map<String, Map<String, Integer>> groups = new HashMap<>();
        for (String intent : List.of("a", "a", "a", "b")) {
            GroupQuality.count(groups, "first", intent);
        }
        GroupQuality.count(groups, "second", "b");
        GroupQuality.count(groups, "second", "b");
        GroupQuality.count(groups, "of others, and one", "c");

        GroupQuality quality = GroupQuality.of(10, groups.values());

        assertThat(quality.groups()).isEqualTo(2);
        assertThat(quality.grouped()).isEqualTo(6);
        assertThat(quality.coverage()).isEqualTo(0.6);
        assertThat(quality.precision()).isEqualTo(5 / 6.0);
        // Three of the six pairs of the first group, and the one of the second.
        assertThat(quality.pairPrecision()).isEqualTo(4 / 7.0);
    }

    @Test
    void without_groups_nothing_is_wrong_and_nothing_is_covered() {
        GroupQuality none = GroupQuality.of(3, List.of());
        assertThat(none.precision()).isEqualTo(1);
        assertThat(none.coverage()).isZero();
        assertThat(GroupQuality.of(0, List.of()).coverage()).isZero();
    }
}
