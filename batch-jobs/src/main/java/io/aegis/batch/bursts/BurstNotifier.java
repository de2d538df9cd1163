/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import io.aegis.db.bursts.BurstMessage;
import io.aegis.db.bursts.MainGroup;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.outbox.BurstTitles;
import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.alert.AlertmanagerAlert;
import io.aegis.monitoring.alert.StageId;
import io.aegis.topics.CurrentOwnTopics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is told of bursts. Alertmanager: when one begins, at each run while it goes on, and when it is over. Channels: when some begin.
 *
 * @param topics the names of those that operators made
 * @param dashboard the address of the dashboard; empty leaves the link out for Alertmanager, and to whoever delivers for channels
 */
record BurstNotifier(CurrentOwnTopics topics, Optional<URI> dashboard) {

    /** Longer than until the next run. */
    private static final Duration LASTS = Duration.ofMinutes(12);

    private static final String ALERT = "AegisFeedbackBurst";

    private static final Comparator<StoredBurst> LARGEST_FIRST = Comparator.<StoredBurst>comparingLong(
                    each -> each.burst().high() - each.burst().observed())
            .thenComparing(each -> each.series().by())
            .thenComparing(each -> each.series().value());

    /** Of a burst that goes on, for Alertmanager. */
    Alerts.Cause goesOn(StoredBurst burst) {
        Map<String, String> labels = labels(burst.series());
        Instant begun = burst.burst().since();
        return new Alerts.Cause(
                StageId.of(labels, begun, "seen " + burst.seen()),
                new AlertmanagerAlert(
                                labels, Map.of("summary", summary(burst), "severity", "medium"), shown(page(burst)))
                        .payload(begun, burst.seen().plus(LASTS)));
    }

    /**
     * Of bursts that begin at once, for channels: one message, as whoever is paged by one for each sees none of them.
     *
     * @param begin at least one
     */
    Alerts.Cause begin(List<StoredBurst> begin) {
        List<StoredBurst> largest = begin.stream().sorted(LARGEST_FIRST).toList();
        UUID id = largest.size() == 1 ? begins(largest.getFirst()) : together(largest);
        List<BurstMessage.Told> told = largest.stream()
                .map(each -> new BurstMessage.Told(each, name(each.series()), summary(each), link(page(each))))
                .toList();
        String link = link(largest.size() == 1 ? page(largest.getFirst()) : "trends");
        return new Alerts.Cause(id, BurstMessage.payload(id, told, link));
    }

    private UUID begins(StoredBurst burst) {
        return StageId.of(labels(burst.series()), burst.burst().since(), "begins");
    }

    /** The same when the same begin, in whatever order, so that a run that is repeated tells nothing twice. */
    private UUID together(List<StoredBurst> bursts) {
        List<UUID> each = bursts.stream().map(this::begins).sorted().toList();
        return StageId.of(Map.of("alertname", ALERT), Instant.EPOCH, "begin together: " + each);
    }

    /** Of one that is over, for Alertmanager. */
    Alerts.Cause over(StoredBurst burst, Instant now) {
        Map<String, String> labels = labels(burst.series());
        Instant begun = burst.burst().since();
        return new Alerts.Cause(
                StageId.of(labels, begun, "over"),
                new AlertmanagerAlert(
                                labels, Map.of("summary", "as usual again", "severity", "medium"), shown(page(burst)))
                        .payload(begun, now));
    }

    private Map<String, String> labels(SeriesName series) {
        return Map.of(
                "alertname",
                ALERT,
                "generator",
                "aegis",
                "counted_by",
                series.by().label(),
                "aspect",
                series.aspect().label(),
                "value",
                name(series));
    }

    private String name(SeriesName series) {
        return series.by() == TrendDimension.OWN_TOPIC
                ? topics.list().nameOf(series.value()).orElse("own topic " + series.value())
                : series.value();
    }

    /** A group is called by a customer's text, which is not kept on its way: channels are told it when they are, the page shows it. */
    private String summary(StoredBurst burst) {
        SeriesName series = burst.series();
        String title = series.group().isPresent() ? BurstTitles.UNTITLED : name(series);
        return burst.burst().text(title)
                + burst.mostly()
                        .map(group -> ", " + group.texts() + " of them say the same")
                        .orElse("");
    }

    /** Where most of it is read. */
    private static String page(StoredBurst burst) {
        return burst.series()
                .group()
                .or(() -> burst.mostly().map(MainGroup::id))
                .map(group -> "groups?id=" + group)
                .orElse("trends");
    }

    /** Of a page, for messages to channels: online-api, which delivers them, knows where the dashboard is if this process does not. */
    private String link(String page) {
        return dashboard.map(address -> address.resolve("/").toString()).orElse("") + "#/" + page;
    }

    private String shown(String page) {
        return dashboard.isEmpty() ? "" : link(page);
    }
}
