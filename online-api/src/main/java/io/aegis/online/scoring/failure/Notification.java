/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.time.Rfc3339;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an Alertmanager posts to a webhook, version 4, or Grafana, version 1: they have the same form.
 *
 * @param group its name of the group
 * @param alerts of the group
 */
record Notification(String group, List<ReceivedAlert> alerts) {

    /** Most bytes of a body. */
    static final int MAX_BYTES = 4 << 20;

    /** Most alerts of a notification. */
    static final int MAX_ALERTS = 1_000;

    private static final Set<String> VERSIONS = Set.of("4", "1");
    /** What senders that are written in Go say of an end that has not come. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private static final int LONGEST_GROUP = 4_096;
    private static final int LONGEST = 256;

    private enum Status {
        FIRING,
        RESOLVED
    }

    private static final Choices<Status> STATUSES =
            Choices.of(Status.class, status -> status.name().toLowerCase(Locale.ROOT));

    /** Copies the list. */
    Notification {
        alerts = List.copyOf(alerts);
    }

    /** The same without the alerts that Aegis itself raised. */
    Notification foreign() {
        return new Notification(
                group, alerts.stream().filter(alert -> !alert.own()).toList());
    }

    /**
     * Reads a body, and refuses it with everything that is wrong.
     *
     * @throws io.aegis.problem.ProblemException when it is not as it should be
     */
    static Notification read(JsonBody body) {
        body.require("version");
        heading(body);
        body.require("alerts");
        body.require("groupKey");
        if (body.text("version", LONGEST)
                .filter(version -> !VERSIONS.contains(version))
                .isPresent()) {
            body.wrong("version", "must be 4, or 1 of Grafana");
        }
        Optional<String> group = body.text("groupKey", LONGEST_GROUP);
        List<ReceivedAlert> alerts = new ArrayList<>();
        for (JsonBody alert : body.objects("alerts", MAX_ALERTS)) {
            alert.require("status");
            Optional<Status> status = alert.choice("status", STATUSES);
            alert.require("labels");
            Map<String, String> labels = texts(alert, "labels");
            texts(alert, "annotations");
            alert.text("generatorURL", MAX_BYTES);
            String begun = time(alert, "startsAt").orElse("");
            time(alert, "endsAt");
            String fingerprint = alert.text("fingerprint", LONGEST)
                    .filter(each -> !each.isBlank())
                    .orElseGet(() -> new TreeMap<>(labels).toString());
            alerts.add(new ReceivedAlert(fingerprint, status.orElse(Status.FIRING) == Status.FIRING, labels, begun));
        }
        body.refuseIfWrong();
        return new Notification(group.orElse(""), alerts);
    }

    /** What nothing here is made of has to have its type all the same: a sender whose fields are mixed up is told so. */
    private static void heading(JsonBody body) {
        body.choice("status", STATUSES);
        body.text("receiver", MAX_BYTES);
        body.text("externalURL", MAX_BYTES);
        body.integer("truncatedAlerts", 0, Long.MAX_VALUE);
        texts(body, "groupLabels");
        texts(body, "commonLabels");
        texts(body, "commonAnnotations");
    }

    /** A time of any precision and offset as it was sent: it tells one firing of an alert from the next. */
    private static Optional<String> time(JsonBody alert, String field) {
        Optional<String> sent = alert.text(field, LONGEST);
        return sent.filter(text -> !text.equals(NO_TIME) && Rfc3339.parse(text).isEmpty())
                        .isPresent()
                ? alert.wrong(field, Rfc3339.WANTED)
                : sent;
    }

    /** The texts in an object; none where that is absent. */
    private static Map<String, String> texts(JsonBody body, String field) {
        JsonNode object = body.value(field);
        Map<String, String> texts = new HashMap<>();
        if (!object.isObject() && !object.isMissingNode()) {
            body.wrong(field, "must be an object of texts");
        }
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (each.getValue().isTextual()) {
                texts.put(each.getKey(), each.getValue().textValue());
            } else {
                body.wrong(field + "." + each.getKey(), "must be a text");
            }
        }
        return texts;
    }
}
