/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import io.aegis.heuristic.TopicRule;
import io.aegis.topics.OwnTopic;
import java.util.List;
import java.util.Optional;

/**
 * A topic as a client sent it, checked, before it is known which number it has.
 *
 * @param number that of the topic that is changed, when the client says so
 */
record TopicDraft(
        Optional<Integer> number,
        String name,
        String description,
        String colour,
        String department,
        List<TopicRule> rules,
        List<String> examples) {

    TopicDraft withDepartment(String spelled) {
        return new TopicDraft(number, name, description, colour, spelled, rules, examples);
    }

    OwnTopic numbered(int chosen) {
        return new OwnTopic(chosen, name, description, colour, department, rules, examples);
    }
}
