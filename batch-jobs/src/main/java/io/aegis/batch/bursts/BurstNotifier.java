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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is told of bursts. Alertmanager: when one begins, at each run while it goes on, and when it is over. Channels: when one begins.
 *
 * @param topics the names of those that operators made
 * @param dashboard the address of the dashboard; empty leaves the link out
 */
record BurstNotifier(CurrentOwnTopics topics, Optional<URI> dashboard) {

    /** Longer than until the next run. */
    private static final Duration LASTS = Duration.ofMinutes(12);

    /**
     * Of which channels are told: where a topic or a group bursts, a department, a language or a channel that does is the same texts counted
     * once more.
     *
     * @param begin those that begin
     * @param going all that go on, these among them
     */
    static List<StoredBurst> mostTelling(List<StoredBurst> begin, List<StoredBurst> going) {
        boolean topical = going.stream().anyMatch(BurstNotifier::isTopical);
        return begin.stream().filter(each -> !topical || isTopical(each)).toList();
    }

    private static boolean isTopical(StoredBurst burst) {
        return switch (burst.series().by()) {
            case TOPIC, OWN_TOPIC, GROUP -> true;
            case DEPARTMENT, SOURCE, LANGUAGE, SENTIMENT, CHANNEL -> false;
        };
    }

    /** Of a burst that goes on, for Alertmanager. */
    Alerts.Cause goesOn(StoredBurst burst) {
        Map<String, String> labels = labels(burst.series());
        Instant begun = burst.burst().since();
        return new Alerts.Cause(
                StageId.of(labels, begun, "seen " + burst.seen()),
                new AlertmanagerAlert(labels, Map.of("summary", summary(burst), "severity", "medium"), page(burst))
                        .payload(begun, burst.seen().plus(LASTS)));
    }

    /** Of a burst that begins, for channels. */
    Alerts.Cause begins(StoredBurst burst) {
        UUID id = StageId.of(labels(burst.series()), burst.burst().since(), "begins");
        return new Alerts.Cause(id, BurstMessage.payload(id, burst, name(burst.series()), summary(burst), page(burst)));
    }

    /** Of one that is over, for Alertmanager. */
    Alerts.Cause over(StoredBurst burst, Instant now) {
        Map<String, String> labels = labels(burst.series());
        Instant begun = burst.burst().since();
        return new Alerts.Cause(
                StageId.of(labels, begun, "over"),
                new AlertmanagerAlert(labels, Map.of("summary", "as usual again", "severity", "medium"), page(burst))
                        .payload(begun, now));
    }

    private Map<String, String> labels(SeriesName series) {
        return Map.of(
                "alertname",
                "AegisFeedbackBurst",
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
    private String page(StoredBurst burst) {
        String page = burst.series()
                .group()
                .or(() -> burst.mostly().map(MainGroup::id))
                .map(group -> "groups?id=" + group)
                .orElse("trends");
        return dashboard.map(address -> address.resolve("/") + "#/" + page).orElse("");
    }
}
