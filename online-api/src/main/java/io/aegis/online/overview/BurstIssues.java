/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.online.overview.OperationalIssue.Level;
import io.aegis.topics.OwnTopics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Says of which feedback much more comes than usual. */
final class BurstIssues {

    private BurstIssues() {}

    /**
     * An issue for each of the most telling.
     *
     * @param bursts that go on
     * @param topics the names of those that operators made
     * @param titles what groups are called
     */
    static List<OperationalIssue> of(List<StoredBurst> bursts, OwnTopics topics, Map<UUID, String> titles) {
        return StoredBurst.mostTelling(bursts, bursts).stream()
                .map(each -> of(each, topics, titles))
                .toList();
    }

    private static OperationalIssue of(StoredBurst each, OwnTopics topics, Map<UUID, String> titles) {
        String name = name(each.series(), topics, titles);
        String mostly = each.mostly()
                .map(group -> titles.getOrDefault(group.id(), ""))
                .filter(title -> !title.isEmpty())
                .map(title -> ", mostly “" + title + "”")
                .orElse("");
        return new OperationalIssue(
                "feedback-burst",
                Level.WARNING,
                each.burst().text(name) + mostly,
                what(each.series())
                        + each.burst().since().toString().substring(0, 16).replace('T', ' ') + " UTC.",
                "Read the newest of it, and see whether a service fails in the same minutes.",
                link(each.series(), name));
    }

    private static String what(SeriesName series) {
        String kind = "of this kind (" + series.by().label().replace('_', ' ') + ")";
        return switch (series.aspect()) {
            case TEXTS -> "Much more feedback " + kind + " comes than at this time of the day and week, since ";
            case NEGATIVE, URGENT ->
                "A much larger share of the feedback " + kind + " is "
                        + series.aspect().label() + " than it usually is, since ";
        };
    }

    private static String name(SeriesName series, OwnTopics topics, Map<UUID, String> titles) {
        return switch (series.by()) {
            case OWN_TOPIC -> topics.nameOf(series.value()).orElse("A topic that was removed");
            case LANGUAGE -> "Language " + series.value();
            case CHANNEL -> "Channel " + series.value();
            case GROUP ->
                series.group().map(titles::get).map(title -> "“" + title + "”").orElse("A group of texts");
            case TOPIC, DEPARTMENT, SOURCE, SENTIMENT -> series.value();
        };
    }

    /** The inbox, filtered as far as it can be; it has no filter for channels. */
    private static String link(SeriesName series, String name) {
        return switch (series.by()) {
            case OWN_TOPIC -> "inbox?own_topic=" + encoded(name) + filter(series.aspect());
            case TOPIC, DEPARTMENT, LANGUAGE, SOURCE, SENTIMENT ->
                "inbox?" + series.by().label() + "=" + encoded(series.value()) + filter(series.aspect());
            case CHANNEL -> "trends?by=channel";
            case GROUP -> "groups?id=" + series.value();
        };
    }

    private static String filter(BurstAspect aspect) {
        return switch (aspect) {
            case TEXTS -> "";
            case NEGATIVE -> "&sentiment=NEGATIVE";
            case URGENT -> "&urgent=true";
        };
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
