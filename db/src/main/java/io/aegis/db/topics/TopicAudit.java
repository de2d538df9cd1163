/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.db.audit.Fingerprint;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the audit log says of the list of own topics: all names, and more of each topic that another list has otherwise. Of rules and
 * examples their number and a fingerprint: examples are often texts of customers.
 */
final class TopicAudit {

    private TopicAudit() {}

    /**
     * Of a list.
     *
     * @param other the list before it, or after
     */
    static Map<String, ?> told(OwnTopics list, OwnTopics other) {
        List<OwnTopic> differing = list.topics().stream()
                .filter(topic -> !other.numbered(topic.number()).equals(Optional.of(topic)))
                .toList();
        List<OwnDepartment> departments = list.departments().stream()
                .filter(department -> !other.departments().contains(department))
                .toList();
        return Map.of(
                "version",
                list.version(),
                "topics",
                list.topics().stream().map(OwnTopic::name).sorted().toList(),
                "departments",
                list.departments().stream().map(OwnDepartment::name).toList(),
                "changed",
                differing.stream().map(TopicAudit::whole).toList(),
                "changed_departments",
                departments.stream().map(TopicAudit::whole).toList());
    }

    private static Map<String, ?> whole(OwnTopic topic) {
        return Map.of(
                "number",
                topic.number(),
                "name",
                topic.name(),
                "description",
                topic.description(),
                "department",
                topic.department(),
                "colour",
                topic.colour(),
                "rules",
                topic.rules().size(),
                "rules_hash",
                topic.rules().isEmpty() ? "" : Fingerprint.of(topic.rules().toString()),
                "examples",
                topic.examples().size(),
                "examples_hash",
                Fingerprint.of(String.join("\n", topic.examples())));
    }

    private static Map<String, ?> whole(OwnDepartment department) {
        return Map.of("name", department.name(), "colour", department.colour());
    }
}
