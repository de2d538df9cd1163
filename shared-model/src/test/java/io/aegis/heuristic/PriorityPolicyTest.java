/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static io.aegis.feedback.Priority.CRITICAL;
import static io.aegis.feedback.Priority.HIGH;
import static io.aegis.feedback.Priority.LOW;
import static io.aegis.feedback.Priority.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Priority;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityPolicyTest {

    private static final List<Rule> RULES = List.of(
            rule("safety", RuleGroup.URGENT, 1, 0),
            rule("leak", RuleGroup.SECURITY, 1, 0),
            rule("takeover", RuleGroup.URGENT, 1.5, 0),
            rule("theft", RuleGroup.SECURITY, 1, 0.5),
            rule("blocked", RuleGroup.TECHNICAL, 1, 0),
            rule("legal", RuleGroup.URGENT, 0.5, 0),
            rule("broken", RuleGroup.TECHNICAL, 1, 0.3));

    private static final PriorityPolicy POLICY = new PriorityPolicy(
            places(0),
            places(1, 2),
            2,
            places(3),
            List.of(new PriorityPolicy.Unhappy(places(4), -0.5, -0.2)),
            places(5),
            0.8,
            -0.05);

    private static Rule rule(String id, RuleGroup group, double weight, double problem) {
        return new Rule(id, group, weight, problem, false, 1, List.of(), List.of());
    }

    private static BitSet places(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return set;
    }

    private static Priority decide(boolean urgent, boolean security, double compound, double adjusted, int... fired) {
        int[] counts = new int[RULES.size()];
        for (int place : fired) {
            counts[place] = 1;
        }
        return POLICY.decide(new RuleFindings(RULES, counts, 9, false), urgent, security, compound, adjusted);
    }

    @Test
    void urgent_texts_are_high_and_critical_when_it_is_grave() {
        assertThat(decide(true, false, 0, 0)).isEqualTo(HIGH);
        assertThat(decide(true, false, 0, 0, 0)).isEqualTo(CRITICAL);
        assertThat(decide(true, true, 0, 0, 1)).isEqualTo(HIGH);
        assertThat(decide(true, false, 0, 0, 2)).isEqualTo(HIGH);
        assertThat(decide(true, true, 0, 0, 1, 2)).isEqualTo(CRITICAL);
        assertThat(decide(true, false, 0, 0, 2, 5)).isEqualTo(CRITICAL);
    }

    @Test
    void grave_rules_alone_do_not_make_a_text_critical() {
        assertThat(decide(false, false, 0, 0, 0)).isEqualTo(LOW);
    }

    @Test
    void theft_is_high_only_when_the_topic_is_security() {
        assertThat(decide(false, true, 0, 0, 3)).isEqualTo(HIGH);
        assertThat(decide(false, false, 0, 0, 3)).isEqualTo(LOW);
        assertThat(decide(false, true, 0, 0, 1)).isEqualTo(LOW);
    }

    @Test
    void what_blocks_an_unhappy_customer_is_high() {
        assertThat(decide(false, false, -0.2, -0.5, 4)).isEqualTo(HIGH);
        assertThat(decide(false, false, -0.2, -0.49, 4)).isEqualTo(MEDIUM);
        assertThat(decide(false, false, -0.19, -0.5, 4)).isEqualTo(MEDIUM);
        assertThat(decide(false, false, -0.2, -0.5, 6)).isEqualTo(MEDIUM);
    }

    @Test
    void problems_and_displeasure_are_medium_and_the_rest_is_low() {
        assertThat(decide(false, false, 0, 0, 5)).isEqualTo(MEDIUM);
        assertThat(decide(false, false, 0, 0, 3, 6)).isEqualTo(MEDIUM);
        assertThat(decide(false, false, 0, 0, 6)).isEqualTo(LOW);
        assertThat(decide(false, false, 0, -0.05)).isEqualTo(MEDIUM);
        assertThat(decide(false, false, 0, -0.04)).isEqualTo(LOW);
    }

    @Test
    void an_empty_set_of_rules_that_all_have_to_fire_means_never() {
        PriorityPolicy policy = new PriorityPolicy(places(), places(), 2, places(), List.of(), places(), 0.8, -0.05);
        assertThat(policy.decide(new RuleFindings(RULES, new int[RULES.size()], 9, false), true, false, 0, 0))
                .isEqualTo(HIGH);
    }
}
