/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.grouping.FingerprintedText;
import io.aegis.grouping.Opposites;
import io.aegis.grouping.TextFeatures;
import io.helidon.dbclient.DbExecute;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the text that one resembles most, among some. Of texts that it resembles as much, as there are after a group was split by hand,
 * the one in the largest group, and of these the oldest. Not thread-safe: one for a few rows that are looked at together.
 */
final class NearestTexts {

    /** Nobody sees a smaller difference of two likenesses. */
    private static final double AS_MUCH = 0.02;

    private static final String SIZES = """
            SELECT feedback_id, size FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback_fingerprint ON feedback_id = wanted
            STRAIGHT_JOIN feedback_group ON feedback_group.id = feedback_fingerprint.group_id""";

    private final DbExecute execute;
    private final Map<UUID, TextFeatures> texts;
    private final Opposites opposites;
    /** Of the groups of those that were met with others as near. */
    private final Map<UUID, Long> sizes = new HashMap<>();

    /** @param texts which may be found; others may come later */
    NearestTexts(DbExecute execute, Map<UUID, TextFeatures> texts, Opposites opposites) {
        this.execute = execute;
        this.texts = texts;
        this.opposites = opposites;
    }

    /** The candidate that a text resembles most, if it is a near-duplicate of any. */
    Optional<UUID> of(FingerprintedText text, Collection<UUID> candidates) {
        Map<UUID, Double> likenesses = new HashMap<>();
        for (UUID each : candidates) {
            TextFeatures other = texts.get(each);
            double likeness = other == null ? 0 : text.compared().likeness(other, opposites);
            if (likeness > 0) {
                likenesses.put(each, likeness);
            }
        }
        double most =
                likenesses.values().stream().mapToDouble(each -> each).max().orElse(0);
        List<UUID> nearest = likenesses.entrySet().stream()
                .filter(each -> each.getValue() >= most - AS_MUCH)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return nearest.size() < 2 ? nearest.stream().findFirst() : inLargestGroup(nearest);
    }

    private Optional<UUID> inLargestGroup(List<UUID> nearest) {
        List<UUID> unknown =
                nearest.stream().filter(each -> !sizes.containsKey(each)).toList();
        if (!unknown.isEmpty()) {
            unknown.forEach(each -> sizes.put(each, 0L));
            execute.query(SIZES, MemberRow.json(unknown))
                    .forEach(row -> sizes.put(
                            row.column("feedback_id").get(UUID.class),
                            row.column("size").get(Long.class)));
        }
        // The first of equal ones.
        return nearest.stream()
                .min(Comparator.<UUID>comparingLong(each -> -sizes.getOrDefault(each, 0L))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
