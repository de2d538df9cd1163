/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.db.audit.AuditEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Undo: the change that reverts what an entry of the audit log tells. */
final class UndoneChange {

    private UndoneChange() {}

    /** Empty when the row is no longer as the entry left it, or the entry tells of something else. */
    static Optional<TriageChange> change(AuditEntry entry, TriageState now) {
        Map<String, Object> before = entry.valuesBefore();
        Map<String, Object> after = entry.valuesAfter();
        return switch (entry.action()) {
            case ASSIGN ->
                Optional.of(new TriageChange(Optional.of(name(before)), Set.of(), Set.of(), Optional.empty()))
                        .filter(_ -> now.assignedTo().equals(name(after)));
            case TAG -> {
                Set<String> gone = tags(before);
                gone.removeAll(tags(after));
                Set<String> come = tags(after);
                come.removeAll(tags(before));
                yield Optional.of(new TriageChange(Optional.empty(), gone, come, Optional.empty()));
            }
            case SNOOZE ->
                Optional.of(new TriageChange(Optional.empty(), Set.of(), Set.of(), Optional.of(snooze(before))))
                        .filter(_ -> now.snooze().equals(snooze(after)));
            default -> Optional.empty();
        };
    }

    private static Optional<String> name(Map<String, Object> values) {
        return text(values.get("assigned_to"));
    }

    private static Set<String> tags(Map<String, Object> values) {
        return values.get("tags") instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                : new HashSet<>();
    }

    private static Optional<Snooze> snooze(Map<String, Object> values) {
        Optional<Instant> until = text(values.get("snoozed_until")).map(Instant::parse);
        boolean again = Boolean.TRUE.equals(values.get("snoozed_until_again"));
        return until.isPresent() || again ? Optional.of(new Snooze(until, again)) : Optional.empty();
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
