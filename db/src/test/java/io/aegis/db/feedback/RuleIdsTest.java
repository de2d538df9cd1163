package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleIdsTest {

    @Property
    void any_ids_come_back_as_they_went(@ForAll List<String> ids) {
        assertThat(RuleIds.parse(RuleIds.format(ids))).isEqualTo(ids);
    }

    @Test
    void other_json_is_told_from_ids() {
        assertThatIllegalStateException().isThrownBy(() -> RuleIds.parse("{\"rules\": 1}"));
    }
}
