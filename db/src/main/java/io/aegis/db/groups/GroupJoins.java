/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Utc;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Texts that join the groups of the texts that they resemble, some at once. Where there was no group yet, the text that is resembled
 * becomes the anchor of a new one. Not thread-safe.
 */
final class GroupJoins {

    private static final String ROWS = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (t CHAR(36) PATH '$.t', g CHAR(36) PATH '$.g')) AS joins
            STRAIGHT_JOIN feedback ON id = t SET group_id = g""";

    private static final String FINGERPRINTS = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (t CHAR(36) PATH '$.t', g CHAR(36) PATH '$.g')) AS joins
            STRAIGHT_JOIN feedback_fingerprint ON feedback_id = t SET group_id = g""";

    private static final MultiRowInsert FOUND = new MultiRowInsert("""
            INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, resolved_at,
              regressed_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, IF(?, UTC_TIMESTAMP(6), NULL), UTC_TIMESTAMP(6))""");

    private static final String GROW = """
            UPDATE feedback_group SET
              regressed_at = IF(open_rows = 0 AND ? > COALESCE(resolved_at, '1000-01-01'), UTC_TIMESTAMP(6), regressed_at),
              size = size + ?, open_rows = open_rows + ?, first_seen_at = LEAST(first_seen_at, ?),
              last_seen_at = GREATEST(last_seen_at, ?),
              resolved_at = GREATEST(COALESCE(resolved_at, ?), COALESCE(?, resolved_at)), updated_at = UTC_TIMESTAMP(6)
            WHERE id = ?""";

    private final Map<UUID, UUID> anchors = new HashMap<>();

    /** A text is to join the group of another. */
    void add(UUID text, UUID anchor) {
        anchors.put(text, anchor);
    }

    /**
     * What came of it.
     *
     * @param groups that grew or are new, with the rows that they got
     * @param gone anchors that were erased meanwhile
     * @param alone texts that would have joined those
     */
    record Joined(Map<UUID, Integer> groups, Set<UUID> gone, Set<UUID> alone) {}

    /**
     * Stores it.
     *
     * @param ids of new groups
     */
    Joined store(DbExecute execute, Supplier<UUID> ids) {
        Set<UUID> all = new HashSet<>(anchors.keySet());
        all.addAll(anchors.values());
        Map<UUID, MemberRow> rows = MemberRow.lock(execute, all);
        Set<UUID> gone = new HashSet<>(anchors.values());
        gone.removeAll(rows.keySet());
        Map<MemberRow, List<MemberRow>> joining = new TreeMap<>(Comparator.comparing(MemberRow::id));
        Set<UUID> alone = new HashSet<>();
        anchors.forEach((text, anchor) -> {
            MemberRow row = rows.get(text);
            MemberRow resembled = rows.get(anchor);
            if (resembled == null) {
                alone.add(text);
            } else if (row != null && row.group().isEmpty()) {
                joining.computeIfAbsent(resembled, _ -> new ArrayList<>()).add(row);
            }
        });
        return new Joined(store(execute, joining, ids), gone, alone);
    }

    private static Map<UUID, Integer> store(
            DbExecute execute, Map<MemberRow, List<MemberRow>> joining, Supplier<UUID> ids) {
        Map<UUID, UUID> groupOf = new TreeMap<>();
        Map<UUID, List<MemberRow>> growing = new TreeMap<>();
        List<List<Object>> founded = new ArrayList<>();
        Map<UUID, Integer> grown = new HashMap<>();
        joining.forEach((anchor, texts) -> {
            UUID group = anchor.group().orElseGet(ids);
            texts.forEach(text -> groupOf.put(text.id(), group));
            if (anchor.group().isPresent()) {
                // Several anchors of one group, after a merge by hand.
                growing.computeIfAbsent(group, _ -> new ArrayList<>()).addAll(texts);
            } else {
                groupOf.put(anchor.id(), group);
                founded.add(founding(group, anchor, texts));
                grown.put(group, texts.size() + 1);
            }
        });
        if (groupOf.isEmpty()) {
            return grown;
        }
        String json = json(groupOf);
        execute.update(ROWS, json);
        execute.update(FINGERPRINTS, json);
        FOUND.insert(execute, founded, each -> each);
        growing.forEach((group, texts) -> {
            grow(execute, group, GroupGrowth.of(texts));
            grown.put(group, texts.size());
        });
        return grown;
    }

    private static List<Object> founding(UUID group, MemberRow anchor, List<MemberRow> texts) {
        boolean regressed = GroupGrowth.of(texts).regresses(anchor);
        List<MemberRow> all = new ArrayList<>(texts);
        all.add(anchor);
        GroupGrowth growth = GroupGrowth.of(all);
        return Arrays.asList(
                group,
                anchor.id(),
                anchor.id(),
                growth.rows(),
                growth.open(),
                Utc.of(growth.first()),
                Utc.of(growth.last()),
                Utc.of(growth.resolved()),
                regressed);
    }

    private static void grow(DbExecute execute, UUID group, GroupGrowth growth) {
        execute.update(
                GROW,
                Utc.of(growth.lastOpen()),
                growth.rows(),
                growth.open(),
                Utc.of(growth.first()),
                Utc.of(growth.last()),
                Utc.of(growth.resolved()),
                Utc.of(growth.resolved()),
                group);
    }

    private static String json(Map<UUID, UUID> groupOf) {
        StringBuilder json = new StringBuilder(groupOf.size() * 90).append('[');
        groupOf.forEach((text, group) -> {
            json.append(json.length() > 1 ? "," : "").append("{\"t\":\"").append(text);
            json.append("\",\"g\":\"").append(group).append("\"}");
        });
        return json.append(']').toString();
    }
}
