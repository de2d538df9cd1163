/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleIdsTest {

    @Property
    void any_ids_come_back_as_they_went(@ForAll List<String> ids) {
        assertThat(RuleIds.parse(RuleIds.format(ids))).isEqualTo(ids);
    }

    @Property
    void ids_such_as_rules_have_come_back_as_they_went(
            @ForAll
                    List<
                                    @CharRange(from = 'a', to = 'd') @Chars({'.', '-', '"', ',', '[', ']'})
                                    @StringLength(max = 6) String>
                            ids) {
        assertThat(RuleIds.parse(RuleIds.format(ids))).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a.b\", \"c\"]", " [\"a.b\",\"c\"]", "[\"a\\u002eb\",\"c\"]", "[\"a.b\",\"c\"]"})
    void any_way_to_write_the_array_is_read(String stored) {
        assertThat(RuleIds.parse(stored)).containsExactly("a.b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rules\": 1}", "[\"a\",\"]", "[\"\"\"]", "[\"a\"b\"]", "[\"]"})
    void anything_else_is_told(String stored) {
        assertThatIllegalStateException().isThrownBy(() -> RuleIds.parse(stored));
    }
}
