package io.aegis.online.scoring.failure;

import io.aegis.monitoring.failure.FiringAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

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

    private record Group(Set<String> firing, Optional<FailureFinding> finding) {}

    private final SequencedMap<String, Firing> alerts = new LinkedHashMap<>(16, 0.75f, true);
    private final SequencedMap<String, Group> groups = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What a notification changes.
     *
     * @param firing alerts of its group that fire
     * @param all alerts of all groups that fire
     * @param known the verdict that was given when exactly the same alerts of the group were firing
     */
    record Change(List<FiringAlert> firing, List<FiringAlert> all, Optional<FailureFinding> known) {}

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
        while (alerts.size() > MOST_ALERTS) {
            alerts.pollFirstEntry();
        }
        Optional<FailureFinding> known = Optional.ofNullable(groups.get(notification.group()))
                .filter(group -> group.firing().equals(firing))
                .flatMap(Group::finding);
        if (firing.isEmpty()) {
            groups.remove(notification.group());
        } else if (known.isEmpty()) {
            groups.put(notification.group(), new Group(firing, Optional.empty()));
        }
        while (groups.size() > MOST_GROUPS) {
            groups.pollFirstEntry();
        }
        return new Change(
                notification.alerts().stream()
                        .filter(ReceivedAlert::firing)
                        .map(ReceivedAlert::evidence)
                        .toList(),
                alerts.values().stream().map(Firing::alert).toList(),
                known);
    }

    /** Remembers the verdict on a group, for when it is told again. */
    synchronized void judged(String group, FailureFinding finding) {
        groups.computeIfPresent(group, (_, before) -> new Group(before.firing(), Optional.of(finding)));
    }
}
