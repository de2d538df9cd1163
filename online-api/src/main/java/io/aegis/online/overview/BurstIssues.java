/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
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
     * An issue for each.
     *
     * @param bursts that go on
     * @param topics the names of those that operators made
     * @param titles what groups are called
     */
    static List<OperationalIssue> of(List<StoredBurst> bursts, OwnTopics topics, Map<UUID, String> titles) {
        return bursts.stream().map(each -> of(each, topics, titles)).toList();
    }

    private static OperationalIssue of(StoredBurst each, OwnTopics topics, Map<UUID, String> titles) {
        String name = name(each.series(), topics, titles);
        return new OperationalIssue(
                "feedback-burst",
                Level.WARNING,
                each.burst().text(name),
                "Much more feedback of this kind (" + each.series().by().label().replace('_', ' ')
                        + ") comes than at this time of the day and week, since "
                        + each.burst().since().toString().substring(0, 16).replace('T', ' ') + " UTC.",
                "Read the newest of it, and see whether a service fails in the same minutes.",
                link(each.series(), name));
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
            case OWN_TOPIC -> "inbox?own_topic=" + encoded(name);
            case TOPIC, DEPARTMENT, LANGUAGE, SOURCE, SENTIMENT ->
                "inbox?" + series.by().label() + "=" + encoded(series.value());
            case CHANNEL -> "trends?by=channel";
            case GROUP -> "groups?id=" + series.value();
        };
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
