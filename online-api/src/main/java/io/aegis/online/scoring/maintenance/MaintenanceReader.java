/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.monitoring.maintenance.CronMinutes;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.NamePattern;
import io.aegis.online.http.json.JsonBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what and when, and notes everything that is wrong. */
final class MaintenanceReader {

    private static final String SERVICE = "service";
    private static final String LABELS = "labels";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String CRON = "cron";
    private static final String MINUTES = "duration_minutes";
    private static final int LONGEST_CRON = 100;

    private final JsonBody body;

    MaintenanceReader(JsonBody body) {
        this.body = body;
    }

    /** What is worked on. */
    Optional<MaintenanceScope> scope() {
        Optional<NamePattern> service =
                body.text(SERVICE, NamePattern.MAX_LENGTH).flatMap(text -> pattern(SERVICE, text));
        SortedMap<String, NamePattern> labels = new TreeMap<>();
        JsonNode sent = body.value(LABELS);
        if (!sent.isMissingNode() && !sent.isObject()) {
            return body.wrong(LABELS, "must be an object of texts");
        }
        for (Map.Entry<String, JsonNode> label : sent.properties()) {
            String name = LABELS + "." + label.getKey();
            if (!label.getValue().isTextual()) {
                return body.wrong(name, "must be a text");
            }
            pattern(name, label.getValue().textValue()).ifPresent(each -> labels.put(label.getKey(), each));
        }
        if (!body.has(SERVICE) && labels.isEmpty()) {
            return body.wrong(SERVICE, "or labels must say what is worked on");
        }
        return made(LABELS, labels, some -> new MaintenanceScope(service, some));
    }

    /**
     * When.
     *
     * @param now when it begins if nothing is said
     */
    Optional<MaintenanceTimes> times(Instant now) {
        if (!body.has(CRON)) {
            body.require(TO);
            Instant from = body.instant(FROM).orElse(now);
            return body.instant(TO).flatMap(to -> made(TO, to, end -> new MaintenanceTimes.Once(from, end)));
        }
        if (body.has(FROM) || body.has(TO)) {
            return body.wrong(CRON, "goes without from and to");
        }
        body.require(MINUTES);
        Optional<CronMinutes> cron =
                body.text(CRON, LONGEST_CRON).flatMap(text -> made(CRON, text, CronMinutes::parse));
        return body.integer(MINUTES, 1, MaintenanceTimes.LONGEST_REPEATED.toMinutes())
                .flatMap(minutes -> cron.map(each -> new MaintenanceTimes.Repeated(each, Duration.ofMinutes(minutes))));
    }

    private Optional<NamePattern> pattern(String field, String text) {
        return made(field, text, NamePattern::new);
    }

    private <S, T> Optional<T> made(String field, S sent, Function<S, T> make) {
        try {
            return Optional.of(make.apply(sent));
        } catch (IllegalArgumentException e) {
            // These say in a sentence what they want.
            return body.wrong(field, String.valueOf(e.getMessage()));
        }
    }
}
