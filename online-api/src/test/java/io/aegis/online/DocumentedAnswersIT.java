/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.testing.Await;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Answers of each part of the API are as the document at /openapi says. */
class DocumentedAnswersIT extends OpenApiFixture {

    @Test
    void answers_about_feedback_are_as_documented() throws Exception {
        String text =
                "{\"raw_content\": \"Someone took money from my account, stop them\", \"metadata\": {\"channel\": \"email\"}}";
        String id =
                checked("POST", "/feedback", "/feedback", text, 201).path("id").asText();
        checked("POST", "/feedback", "/feedback", text, 200);
        checked("POST", "/feedback", "/feedback", "{}", 422);
        checked("POST", "/feedback", "/feedback", "{", 400);
        checked("POST", "/feedback", "/feedback", "a,b", 415);
        checked("GET", "/feedback", "/feedback?limit=1", "", 200);
        checked("GET", "/feedback", "/feedback?limit=0", "", 422);
        checked("GET", "/feedback/{id}", "/feedback/" + id, "", 200);
        checked("GET", "/feedback/{id}", "/feedback/none", "", 404);
        checked("GET", "/feedback/{id}/submissions", "/feedback/" + id + "/submissions", "", 200);
        checked("GET", "/feedback/{id}/analyses", "/feedback/" + id + "/analyses", "", 200);
        checked("GET", "/feedback/{id}/routing", "/feedback/" + id + "/routing", "", 200);
        checked("GET", "/feedback/{id}/similar", "/feedback/" + id + "/similar", "", 200);
        checked("GET", "/feedback/groups", "/feedback/groups?order=growing", "", 200);
        checked("GET", "/feedback/groups", "/feedback/groups?ids=none", "", 422);
        checked("GET", "/feedback/groups/{id}", "/feedback/groups/" + id, "", 404);
        checked("POST", "/feedback/groups/{id}/merge", "/feedback/groups/" + id + "/merge", "{}", 422);
        checked(
                "POST",
                "/feedback/groups/{id}/split",
                "/feedback/groups/" + id + "/split",
                "{\"feedback_ids\": [\"" + id + "\"]}",
                404);
        checked("PATCH", "/feedback/{id}/resolve", "/feedback/" + id + "/resolve", "{\"note\": \"done\"}", 200);
        checked("PATCH", "/feedback/{id}/reopen", "/feedback/" + id + "/reopen", "", 200);
        String agreed = "/feedback/{id}/triage";
        checked("PATCH", agreed, "/feedback/" + id + "/triage", "{\"version\": 0, \"assigned_to\": \"Ann\"}", 200);
        checked("PATCH", agreed, "/feedback/" + id + "/triage", "{\"version\": 0, \"assigned_to\": \"Bob\"}", 409);
        checked("PATCH", agreed, "/feedback/" + id + "/triage", "{}", 422);
        checked("PATCH", agreed, "/feedback/none/triage", "{\"wake\": true}", 404);
        checked("POST", "/feedback/{id}/notes", "/feedback/" + id + "/notes", "{\"text\": \"seen\"}", 200);
        checked("GET", "/feedback/{id}/notes", "/feedback/" + id + "/notes", "", 200);
        checked("PUT", "/feedback/{id}/viewers", "/feedback/" + id + "/viewers", "", 200);
        checked("DELETE", "/feedback/{id}/viewers", "/feedback/" + id + "/viewers", "", 204);
        checked("PUT", "/feedback/{id}/viewers", "/feedback/" + UUID.randomUUID() + "/viewers", "", 404);
        checked("GET", "/feedback/{id}/history", "/feedback/" + id + "/history", "", 200);
        checked("GET", "/feedback/{id}", "/feedback/" + id, "", 200);
        checked("GET", "/admin/audit", "/admin/audit?subject=" + id, "", 200);
        String many = "/feedback/bulk";
        checked("POST", many, many + "?assigned=Ann", "{\"preview\": true}", 200);
        String batch = checked("POST", many, many, "{\"ids\": [\"" + id + "\"], \"add_tags\": [\"x\"]}", 200)
                .path("batch_id")
                .asText();
        checked("POST", many + "/{id}/undo", many + "/" + batch + "/undo", "", 200);
        checked("POST", many + "/{id}/undo", many + "/none/undo", "", 404);
        checked("POST", many, many, "{\"ids\": [\"" + id + "\"], \"expected\": 2, \"wake\": true}", 409);
        checked("POST", many, many, "{}", 422);
        String views = "/feedback/views";
        String view = checked("POST", views, views, "{\"name\": \"Ann's\", \"filter\": \"assigned=Ann\"}", 200)
                .path("id")
                .asText();
        checked("POST", views, views, "{\"name\": \"Wrong\", \"filter\": \"urgent=perhaps\"}", 422);
        checked("GET", views, views + "?counts=true", "", 200);
        checked("DELETE", views + "/{id}", views + "/" + view, "", 204);
        checked("DELETE", views + "/{id}", views + "/" + view, "", 404);
        checked("GET", "/admin/audit", "/admin/audit?cursor=x", "", 422);
        checked("GET", "/admin/reviews", "/admin/reviews", "", 200);
        checked("GET", "/admin/reviews/{id}", "/admin/reviews/" + id, "", 200);
        checked(
                "POST",
                "/admin/reviews/{id}",
                "/admin/reviews/" + id,
                "{\"decision\": \"custom\", \"version\": 99}",
                422);
        checked("POST", "/admin/reviews/{id}", "/admin/reviews/" + id, "{\"decision\": \"accept_heuristic\"}", 200);
        checked("GET", "/admin/reviews", "/admin/reviews?status=decided", "", 200);
    }

    @Test
    void answers_about_monitoring_are_as_documented() throws Exception {
        String sample = "{\"metric_type\": \"cpu_usage\", \"value\": 95, \"timestamp\": \"2026-11-20T10:00:00Z\"}";
        String base = "/api/v1/";
        String anomaly = base + "detect-anomaly";
        String id = checked("POST", anomaly, anomaly + "?points=true", "{\"metrics\": [" + sample + "]}", 200)
                .path("prediction_id")
                .asText();
        checked("POST", anomaly, anomaly, "{\"metrics\": []}", 422);
        checked("POST", base + "detect-failure", base + "detect-failure", "{\"metrics\": [" + sample + "]}", 200);
        checked("GET", base + "metrics/stats", base + "metrics/stats", "", 200);
        String label = base + "predictions/{id}/label";
        checked("POST", label, label.replace("{id}", id), "{\"correct\": true}", 200);
        checked("GET", base + "predictions", base + "predictions?kind=anomaly&detected=true", "", 200);
        checked("GET", base + "predictions", base + "predictions?kind=failure", "", 200);
        checked("GET", base + "predictions", base + "predictions?kind=x", "", 422);
        String one = base + "predictions/{id}";
        checked("GET", one, one.replace("{id}", id), "", 200);
        checked("GET", one, one.replace("{id}", "none"), "", 404);
        checked("DELETE", label, label.replace("{id}", id), "", 204);
        checked("GET", base + "series", base + "series?limit=0", "", 422);
        String series = base + "series/{id}/samples";
        checked("GET", series, series.replace("{id}", "0"), "", 404);
        checked("GET", series, series.replace("{id}", Long.toString(writtenSeries())), "", 200);
        checked("POST", base + "prometheus/write", base + "prometheus/write", "{}", 415);
    }

    /** Series are written behind. */
    private long writtenSeries() throws Exception {
        Await.until("a series is written", () -> firstSeries().path("last").isObject());
        return firstSeries().path("id").asLong();
    }

    private JsonNode firstSeries() throws Exception {
        return checked("GET", "/api/v1/series", "/api/v1/series", "", 200)
                .path("items")
                .path(0);
    }

    @Test
    void answers_about_everything_else_are_as_documented() throws Exception {
        String imported = checked("POST", "/feedback/batch_csv", "/feedback/batch_csv", "text\nwrong invoice\n", 202)
                .path("import_id")
                .asText();
        checked("GET", "/feedback/imports", "/feedback/imports", "", 200);
        checked("GET", "/feedback/imports/{id}", "/feedback/imports/" + imported, "", 200);
        checked("GET", "/admin/stats", "/admin/stats", "", 200);
        for (String range : new String[] {"1h", "24h", "7d", "30d"}) {
            checked("GET", "/admin/trends", "/admin/trends?range=" + range, "", 200);
        }
        checked("GET", "/admin/trends", "/admin/trends?range=1y", "", 422);
        for (String by :
                new String[] {"topic", "own_topic", "department", "source", "language", "sentiment", "channel", "group"
                }) {
            checked("GET", "/admin/trends/{by}", "/admin/trends/" + by + "?range=24h", "", 200);
        }
        checked("GET", "/admin/trends/{by}", "/admin/trends/weather", "", 404);
        checked("GET", "/admin/trends/{by}", "/admin/trends/topic?range=1y", "", 422);
        checked("GET", "/admin/quality", "/admin/quality?range=24h", "", 200);
        HttpResponse<String> csv = send("GET", "/admin/trends/topic/csv?range=24h", "");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body()).startsWith("topic,total,before,");
        checked("GET", "/admin/problems", "/admin/problems", "", 200);
        checked("POST", "/admin/reconcile", "/admin/reconcile", "", 202);
        String customer = "{\"kind\": \"erasure\", \"customer_ref\": \"nobody-knows-them\"}";
        String requests = "/admin/data-requests";
        String asked =
                checked("POST", requests, requests, customer, 202).path("id").asText();
        checked("POST", requests, requests, "{\"kind\": \"export\", \"address\": \"a@b\"}", 422);
        checked("POST", requests, requests, "{\"kind\": \"export\"}", 422);
        checked("GET", requests, requests, "", 200);
        checked("GET", requests + "/{id}", requests + "/" + asked, "", 200);
        checked("GET", requests + "/{id}", requests + "/none", "", 404);
        checked("GET", requests + "/{id}/export.json", requests + "/" + asked + "/export.json", "", 409);
        String samples = "/admin/sample-data";
        checked("GET", samples, samples, "", 200);
        checked("POST", samples, samples, "", 201);
        checked("POST", samples, samples, "", 200);
        checked("DELETE", samples, samples, "", 200);
        checked("GET", "/admin/topics", "/admin/topics", "", 200);
        checked("PUT", "/admin/topics", "/admin/topics", "{\"version\": 9, \"topics\": []}", 409);
        checked("PUT", "/admin/topics", "/admin/topics", "{\"version\": 0}", 422);
        String topic = "{\"name\": \"Invoices\", \"rules\": [{\"patterns\": [\"invoice*\"]}]}";
        checked("POST", "/admin/topics/preview", "/admin/topics/preview", topic, 200);
        checked("POST", "/admin/topics/preview", "/admin/topics/preview", "{}", 422);
        checked("PUT", "/admin/topics", "/admin/topics", "{\"version\": 0, \"topics\": [" + topic + "]}", 200);
        String channels = "/admin/channels";
        String one = channels + "/{name}";
        checked("GET", channels, channels, "", 200);
        String draft = "{\"kind\": \"slack\", \"address\": \"https://hooks.slack.invalid/x\"}";
        checked("PUT", one, channels + "/ops", draft, 200);
        checked("PUT", one, channels + "/ops", "{}", 422);
        checked("POST", channels + "/preview", channels + "/preview", "{\"kind\": \"slack\"}", 200);
        checked("POST", one + "/replay", channels + "/ops/replay", "", 202);
        checked("POST", one + "/test", channels + "/ops/test", "", 200);
        checked("POST", one + "/test", channels + "/none/test", "", 404);
        String rules = "\"rules\": [{\"name\": \"a\", \"when\": \"urgent\", \"then\": {\"notify\": [\"ops\"]}}]";
        String routing = "/admin/routing";
        checked("PUT", routing, routing, "{\"version\": 0, " + rules + "}", 200);
        checked("PUT", routing, routing, "{\"version\": 9, \"rules\": []}", 409);
        checked("GET", routing, routing, "", 200);
        checked("POST", routing + "/preview", routing + "/preview", "{" + rules + "}", 200);
        checked("POST", routing + "/preview", routing + "/preview", "{}", 422);
        String kept = "/admin/text-retention";
        String sources = "\"default_days\": null, \"sources\": [{\"source\": \"chat\", \"days\": 9}]";
        checked("PUT", kept, kept, "{\"version\": 0, " + sources + "}", 200);
        checked("PUT", kept, kept, "{\"version\": 9, " + sources + "}", 409);
        checked("PUT", kept, kept, "{}", 422);
        checked("GET", kept, kept, "", 200);
        checked("POST", kept + "/preview", kept + "/preview", "{" + sources + "}", 200);
        checked("POST", kept + "/preview", kept + "/preview", "{}", 422);
        checked("DELETE", one, channels + "/ops", "", 409);
        checked("PUT", routing, routing, "{\"version\": 1, \"rules\": []}", 200);
        checked("DELETE", one, channels + "/ops", "", 204);
        checked("GET", "/health", "/health", "", 200);
        checked("GET", "/health/live", "/health/live", "", 200);
        checked("GET", "/session", "/session", "", 200);
        checked("POST", "/session", "/session", "{}", 200);
        checked("POST", "/session", "/session", "{\"api_key\": \"wrong\"}", 401);
        checked("DELETE", "/session", "/session", "", 204);
        checked("GET", "/batch/jobs", "/batch/jobs", "", 503);
    }
}
