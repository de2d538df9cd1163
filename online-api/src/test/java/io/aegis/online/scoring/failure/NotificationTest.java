/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.online.http.json.JsonBodyReader;
import io.aegis.online.http.json.JsonBudget;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What senders of webhooks send, as Alertmanager 0.25 and 0.28 and Grafana do, and with fields mixed up. */
class NotificationTest {

    private static Notification read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Notification.read(JsonBodyReader.object(bytes, JsonBudget.of(bytes.length)));
    }

    @Test
    void alertmanager_0_28_is_taken_with_fields_of_versions_to_come() {
        Notification notification = read("""
            {"receiver": "aegis", "status": "firing", "version": "4", "groupKey": "{}:{alertname=\\"A\\"}", "truncatedAlerts": 3,
             "groupLabels": {"alertname": "A"}, "commonLabels": {"alertname": "A"}, "commonAnnotations": {}, "externalURL": "http://am:9093",
             "notification_reason": "group_interval", "routeLabels": {"team": "x"},
             "alerts": [{"status": "firing", "labels": {"alertname": "A", "service": "cart"}, "annotations": {"summary": "s"},
               "startsAt": "2026-11-28T10:50:00.123456789Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://p/graph?g0.expr=up", "fingerprint": "c0ffee"},
              {"status": "resolved", "labels": {"alertname": "A"}, "annotations": null}]}
            """);

        assertThat(notification.group()).isEqualTo("{}:{alertname=\"A\"}");
        assertThat(notification.alerts())
                .containsExactly(
                        new ReceivedAlert(
                                "c0ffee",
                                true,
                                Map.of("alertname", "A", "service", "cart"),
                                "2026-11-28T10:50:00.123456789Z"),
                        new ReceivedAlert("{alertname=A}", false, Map.of("alertname", "A"), ""));
    }

    @Test
    void grafana_is_taken_with_its_own_fields() {
        assertThat(read("""
            {"receiver": "aegis", "status": "resolved", "orgId": 1, "version": "1", "groupKey": "g", "state": "ok", "title": "[RESOLVED]",
             "message": "m", "truncatedAlerts": 0, "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://grafana/",
             "alerts": [{"status": "resolved", "labels": {"alertname": "A", "grafana_folder": "f"}, "annotations": {}, "startsAt": "2026-11-28T12:50:00+02:00",
               "endsAt": "2026-11-28T12:55:00+02:00", "generatorURL": "", "fingerprint": "f", "silenceURL": "u", "dashboardURL": "", "panelURL": "",
               "values": null, "valueString": "", "orgId": 1, "ruleUID": "r"}]}
            """).alerts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'alerts': {} | alerts",
                "'alerts': {'status': 'firing', 'labels': {}} | alerts",
                "'alerts': 'x' | alerts",
                "'alerts': [[]] | alerts[0]",
                "'alerts': [null] | alerts[0]",
                "'alerts': [], 'status': 'pending' | status",
                "'alerts': [], 'status': 1 | status",
                "'alerts': [], 'receiver': {} | receiver",
                "'alerts': [], 'externalURL': 8 | externalURL",
                "'alerts': [], 'truncatedAlerts': '0' | truncatedAlerts",
                "'alerts': [], 'truncatedAlerts': -1 | truncatedAlerts",
                "'alerts': [], 'groupLabels': [] | groupLabels",
                "'alerts': [], 'commonLabels': {'a': {}} | commonLabels.a",
                "'alerts': [], 'commonAnnotations': 'x' | commonAnnotations",
                "'alerts': [{'status': 'FIRING', 'labels': {}}] | alerts[0].status",
                "'alerts': [{'status': 'unknown', 'labels': {}}] | alerts[0].status",
                "'alerts': [{'status': true, 'labels': {}}] | alerts[0].status",
                "'alerts': [{'status': 'firing', 'labels': null}] | alerts[0].labels",
                "'alerts': [{'status': 'firing', 'labels': [{'name': 'a', 'value': 'b'}]}] | alerts[0].labels",
                "'alerts': [{'status': 'firing', 'labels': 'alertname=A'}] | alerts[0].labels",
                "'alerts': [{'status': 'firing', 'labels': {'a': null}}] | alerts[0].labels.a",
                "'alerts': [{'status': 'firing', 'labels': {}, 'annotations': []}] | alerts[0].annotations",
                "'alerts': [{'status': 'firing', 'labels': {}, 'annotations': {'a': 1}}] | alerts[0].annotations.a",
                "'alerts': [{'status': 'firing', 'labels': {}, 'startsAt': 1795867260}] | alerts[0].startsAt",
                "'alerts': [{'status': 'firing', 'labels': {}, 'endsAt': {}}] | alerts[0].endsAt",
                "'alerts': [{'status': 'firing', 'labels': {}, 'fingerprint': 12}] | alerts[0].fingerprint",
                "'alerts': [{'status': 'firing', 'labels': {}, 'generatorURL': []}] | alerts[0].generatorURL",
            })
    void a_field_of_another_type_is_named(String fields, String field) {
        String body = ("{'version': '4', 'groupKey': 'g', " + fields + "}").replace('\'', '"');

        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(422);
            assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
        });
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        assertThatThrownBy(() -> read("{\"version\": 4, \"groupKey\": [], \"alerts\": {}}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .extracting(FieldError::field)
                                .containsExactly("version", "groupKey", "alerts"));
    }
}
