/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LruMapTest {

    private final LruMap<String, Integer> map = new LruMap<>(3);

    @Test
    void one_too_many_forgets_the_first() {
        put("a", "b", "c");
        assertThat(map).containsOnlyKeys("a", "b", "c");

        put("d");

        assertThat(map).containsOnlyKeys("b", "c", "d");
    }

    @Test
    void what_was_read_or_written_again_stays() {
        put("a", "b", "c");
        assertThat(map.get("a")).isEqualTo(1);
        map.put("b", 5);

        put("d", "e");

        assertThat(map).containsOnlyKeys("b", "d", "e").containsEntry("b", 5);
    }

    @Test
    void what_is_made_when_it_is_missing_and_what_comes_all_at_once_counts_too() {
        put("a", "b", "c");
        map.computeIfAbsent("d", _ -> 4);
        assertThat(map).containsOnlyKeys("b", "c", "d");

        map.putAll(new TreeMap<>(Map.of("x", 1, "y", 2, "z", 3, "zz", 4)));

        assertThat(map).containsOnlyKeys("y", "z", "zz");
    }

    @Test
    void looking_at_all_of_them_and_asking_whether_one_is_there_does_not_count_as_reading() {
        put("a", "b", "c");
        assertThat(map.containsKey("a")).isTrue();
        assertThat(map.values()).containsExactly(1, 1, 1);

        put("d");

        assertThat(map).doesNotContainKey("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void one_that_could_hold_nothing_is_refused(int capacity) {
        assertThatThrownBy(() -> new LruMap<String, String>(capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(capacity));
    }

    private void put(String... keys) {
        for (String key : keys) {
            map.put(key, 1);
        }
    }
}
