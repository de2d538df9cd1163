/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.cache.LruMap;
import io.aegis.monitoring.failure.FiringAlert;
import io.aegis.online.http.json.JsonContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The alerts of other systems that are firing, as far as this process was told, and the verdict on each group. An alert of which
 * nothing is heard for {@link #FORGOTTEN_AFTER} is forgotten, as is who was heard of longest ago when there are too
 * many. Thread-safe.
 */
final class AlertBoard {

    /** Three times Alertmanager's own interval of repetition. */
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(12);

    private static final int MOST_ALERTS = 2_000;
    private static final int MOST_GROUPS = 500;

    private record Firing(FiringAlert alert, Instant heard) {}

    /** The alerts of a group that fire, the verdict on them, and how often all of its alerts have been resolved. */
    private record Group(Set<String> firing, Optional<JsonContent> verdict, int resolved) {}

    private final Map<String, Firing> alerts = new LruMap<>(MOST_ALERTS);
    private final Map<String, Group> groups = new LruMap<>(MOST_GROUPS);

    /**
     * What a notification changes.
     *
     * @param firing alerts of its group that fire
     * @param all alerts of all groups that fire
     * @param known the verdict that was given when exactly the same alerts of the group were firing
     * @param prediction id of the verdict on these alerts of the group, by whatever process it is given
     */
    record Change(List<FiringAlert> firing, List<FiringAlert> all, Optional<JsonContent> known, UUID prediction) {

        /** Alerts of other groups. */
        Stream<FiringAlert> others() {
            return all.stream().filter(alert -> !firing.contains(alert));
        }
    }

    /** Notes what a notification says. */
    synchronized Change note(Notification notification, Instant now) {
        alerts.values().removeIf(each -> each.heard().isBefore(now.minus(FORGOTTEN_AFTER)));
        Set<String> firing = new TreeSet<>();
        for (ReceivedAlert alert : notification.alerts()) {
            if (alert.firing()) {
                alerts.put(alert.fingerprint(), new Firing(alert.evidence(), now));
                firing.add(alert.fingerprint() + '@' + alert.begun());
            } else {
                alerts.remove(alert.fingerprint());
            }
        }
        Optional<Group> before = Optional.ofNullable(groups.get(notification.group()));
        Optional<JsonContent> known =
                before.filter(group -> group.firing().equals(firing)).flatMap(Group::verdict);
        int resolved = before.map(Group::resolved).orElse(0);
        if (firing.isEmpty()) {
            before.filter(group -> !group.firing().isEmpty())
                    .ifPresent(
                            _ -> groups.put(notification.group(), new Group(Set.of(), Optional.empty(), resolved + 1)));
        } else if (known.isEmpty()) {
            groups.put(notification.group(), new Group(firing, Optional.empty(), resolved));
        }
        return new Change(
                notification.alerts().stream()
                        .filter(ReceivedAlert::firing)
                        .map(ReceivedAlert::evidence)
                        .toList(),
                alerts.values().stream().map(Firing::alert).toList(),
                known,
                NotificationId.of(notification, firing, resolved));
    }

    /** Remembers the verdict on a group, for when it is told again. */
    synchronized void judged(String group, JsonContent verdict) {
        groups.computeIfPresent(
                group, (_, before) -> new Group(before.firing(), Optional.of(verdict), before.resolved()));
    }
}
