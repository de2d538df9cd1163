/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.online.running.RealDatabase;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two colleagues whom a proxy has signed in share the queue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriageRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";

    private final HttpClient client = HttpClient.newHttpClient();
    private Application application;

    @BeforeAll
    void start() {
        Map<String, String> settings = new LinkedHashMap<>(RealDatabase.shared().settings());
        settings.put("AEGIS_PORT", "0");
        settings.put("PUBLIC_INTAKE", "false");
        settings.put("TRUSTED_PROXIES", "127.0.0.1");
        settings.put("TRUSTED_PROXY_ROLES", "support=agent,boss=admin");
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        application = ((Main.Started) Main.start(settings, Path.of("target"), err)).application();
    }

    @AfterAll
    void close() {
        client.close();
        application.close();
    }

    private HttpRequest.Builder request(String user, String group, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + application.port() + path))
                .header("X-Forwarded-User", user)
                .header("X-Forwarded-Groups", group)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    private JsonNode answer(int status, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private JsonNode as(String user, String method, String path, String body, int status) throws Exception {
        return answer(status, request(user, "support", method, path, body).header("X-Aegis-Request", "1"));
    }

    @Test
    void who_changes_something_without_the_header_is_told_to_send_it() throws Exception {
        String id = row("The parcel that nobody marked never came");
        JsonNode refused = answer(
                401, request(ANN, "support", "POST", "/feedback/" + id + "/notes", "{\"text\": \"I know her\"}"));
        assertThat(refused.path("detail").asText()).contains("Send the header X-Aegis-Request: 1");
        assertThat(answer(
                                401,
                                request(ANN, "support", "POST", "/feedback/" + id + "/notes", "{}")
                                        .header("X-API-Key", "wrong"))
                        .path("detail")
                        .asText())
                .doesNotContain("X-Aegis-Request");
    }

    @Test
    void people_are_told_of_groups_and_names_and_not_of_keys() throws Exception {
        assertThat(answer(403, request(BOB, "nobody", "GET", "/feedback", ""))
                        .path("detail")
                        .asText())
                .startsWith("None of your groups has the role agent.")
                .contains("TRUSTED_PROXY_ROLES");
        assertThat(answer(401, request("x".repeat(129), "support", "GET", "/feedback", ""))
                        .path("detail")
                        .asText())
                .contains("X-Forwarded-User", "1 to 128 characters");
        for (String header : List.of("X-Forwarded-User", "X-Forwarded-Groups")) {
            assertThat(answer(
                                    401,
                                    request(BOB, "support", "GET", "/feedback", "")
                                            .header(header, "boss"))
                            .path("detail")
                            .asText())
                    .contains("once each");
        }
    }

    @Test
    void a_view_whose_filter_no_request_could_have_is_refused() throws Exception {
        for (String filter : List.of("q=%ff", "q=%", "q=%zz", "q=%C3%28")) {
            as(BOB, "POST", "/feedback/views", "{\"name\": \"Odd\", \"filter\": \"" + filter + "\"}", 422);
        }
        answer(422, request(BOB, "boss", "GET", "/admin/audit?foo=1", ""));
    }

    private String row(String text) throws Exception {
        return as(ANN, "POST", "/feedback", "{\"raw_content\": \"" + text + "\"}", 201)
                .path("id")
                .asText();
    }

    @Test
    void two_people_work_one_queue_without_stepping_on_each_other() throws Exception {
        String id = row("The parcel of two colleagues never came");
        String triage = "/feedback/" + id + "/triage";
        as(ANN, "PATCH", triage, "{\"version\": 0, \"assigned_to\": \"Ann\", \"add_tags\": [\"Lost Parcel\"]}", 200);
        as(BOB, "PATCH", triage, "{\"version\": 0, \"assigned_to\": \"Bob\"}", 409);
        JsonNode row = as(BOB, "GET", "/feedback/" + id, "", 200).path("triage");
        assertThat(row.path("assigned_to").asText()).isEqualTo("Ann");
        assertThat(row.path("tags")).extracting(JsonNode::asText).containsExactly("lost-parcel");
        as(BOB, "POST", "/feedback/" + id + "/notes", "{\"text\": \"<b>I know her</b>\"}", 200);
        assertThat(as(ANN, "GET", "/feedback/" + id + "/notes", "", 200).path("items"))
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.path("author").asText()).isEqualTo(BOB);
                    assertThat(note.path("text").asText()).isEqualTo("<b>I know her</b>");
                });
        as(ANN, "PATCH", triage, "{\"snooze_until\": \"2999-01-01T00:00:00Z\"}", 200);
        as(BOB, "PATCH", "/feedback/" + id + "/resolve", "{\"note\": \"refunded\"}", 200);
        JsonNode history =
                as(ANN, "GET", "/feedback/" + id + "/history", "", 200).path("items");
        assertThat(history)
                .extracting(
                        each -> each.path("action").asText(),
                        each -> each.path("actor").path("name").asText())
                .startsWith(tuple("resolve", BOB), tuple("snooze", ANN), tuple("note", BOB))
                .contains(tuple("assign", ANN), tuple("tag", ANN))
                .hasSize(5);
        assertThat(history.toString()).doesNotContain("refunded", "I know her");
    }

    /** Which would be taken for an order to assign to nobody, or to wake. */
    @Test
    void null_is_refused_and_changes_nothing() throws Exception {
        String id = row("The parcel that null was said of");
        String triage = "/feedback/" + id + "/triage";
        as(ANN, "PATCH", triage, "{\"assigned_to\": \"Ann\"}", 200);
        for (String field :
                new String[] {"assigned_to", "add_tags", "remove_tags", "snooze_until", "snooze_until_again", "wake"}) {
            JsonNode problem = as(ANN, "PATCH", triage, "{\"" + field + "\": null, \"version\": 1}", 422);
            assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
        }
        as(ANN, "PATCH", triage, "{\"assigned_to\": null, \"add_tags\": [\"x\"]}", 422);
        as(ANN, "POST", "/feedback/bulk", "{\"ids\": [\"" + id + "\"], \"assigned_to\": null, \"wake\": true}", 422);
        JsonNode row = as(BOB, "GET", "/feedback/" + id, "", 200).path("triage");
        assertThat(row.path("assigned_to").asText()).isEqualTo("Ann");
        assertThat(row.path("tags")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/notes",
                "/history",
                "/routing",
                "/similar",
                "/submissions",
                "/analyses",
                "/history?limit=1",
                "",
            })
    void of_a_row_that_is_not_there_nothing_is_told(String what) throws Exception {
        JsonNode problem = as(ANN, "GET", "/feedback/" + UUID.randomUUID() + what, "", 404);
        assertThat(problem.path("detail").asText()).isEqualTo("There is no feedback with this id.");
    }

    @Test
    void lists_are_narrowed_to_what_is_assigned_tagged_and_put_aside() throws Exception {
        String mine = row("The first of the narrowed list is broken");
        String theirs = row("The second of the narrowed list is broken");
        as(
                ANN,
                "PATCH",
                "/feedback/" + mine + "/triage",
                "{\"assigned_to\": \"Narrow\", \"add_tags\": [\"narrow\"]}",
                200);
        as(
                ANN,
                "PATCH",
                "/feedback/" + theirs + "/triage",
                "{\"add_tags\": [\"narrow\"], \"snooze_until_again\": true}",
                200);
        assertThat(ids("?assigned=Narrow")).containsExactly(mine);
        assertThat(ids("?tag=NARROW")).containsExactlyInAnyOrder(mine, theirs);
        assertThat(ids("?tag=narrow&snoozed=false")).containsExactly(mine);
        assertThat(ids("?tag=narrow&snoozed=true")).containsExactly(theirs);
        assertThat(ids("?tag=narrow&assigned=nobody")).containsExactly(theirs);
        as(ANN, "GET", "/feedback?tag=%3Cb%3E", "", 422);
        as(ANN, "PATCH", "/feedback/" + theirs + "/triage", "{\"wake\": true, \"assigned_to\": \"\"}", 200);
        assertThat(ids("?tag=narrow&snoozed=false")).containsExactlyInAnyOrder(mine, theirs);
    }

    private Iterable<String> ids(String query) throws Exception {
        return as(ANN, "GET", "/feedback" + query, "", 200).path("items").findValuesAsText("id");
    }

    @Test
    void many_rows_are_looked_at_changed_and_taken_back() throws Exception {
        String first = row("The first parcel of many got lost");
        String second = row("The second parcel of many got lost");
        String both = "{\"ids\": [\"" + first + "\", \"" + second + "\"], \"add_tags\": [\"of-many\"]}";
        as(ANN, "POST", "/feedback/bulk", both, 200);
        JsonNode seen = as(ANN, "POST", "/feedback/bulk?tag=of-many", "{\"preview\": true}", 200);
        assertThat(seen.path("matching").asInt()).isEqualTo(2);
        assertThat(seen.path("more").asBoolean()).isFalse();
        JsonNode done = as(
                ANN,
                "POST",
                "/feedback/bulk?tag=of-many",
                "{\"status\": \"Resolved\", \"note\": \"refunded\", \"assigned_to\": \"Ann\", \"expected\": 2}",
                200);
        assertThat(done.path("changed").asInt()).isEqualTo(2);
        JsonNode row = as(BOB, "GET", "/feedback/" + first, "", 200);
        assertThat(row.path("status").asText()).isEqualTo("Resolved");
        assertThat(row.path("resolution_note").asText()).isEqualTo("refunded");
        String undo = "/feedback/bulk/" + done.path("batch_id").asText() + "/undo";
        as(BOB, "POST", undo, "", 404);
        as(ANN, "POST", undo, "", 200);
        assertThat(as(BOB, "GET", "/feedback/" + first, "", 200).path("status").asText())
                .isEqualTo("Open");
        JsonNode again = as(ANN, "POST", "/feedback/bulk?tag=of-many", "{\"status\": \"Resolved\"}", 200);
        as(BOB, "PATCH", "/feedback/" + first + "/resolve", "{\"note\": \"replaced\"}", 200);
        JsonNode back =
                as(ANN, "POST", "/feedback/bulk/" + again.path("batch_id").asText() + "/undo", "", 200);
        assertThat(back.path("changed").asInt()).isOne();
        assertThat(back.path("unchanged").asInt())
                .as("what Bob has changed since")
                .isOne();
        assertThat(as(BOB, "GET", "/feedback/" + first, "", 200)
                        .path("resolution_note")
                        .asText())
                .isEqualTo("replaced");
        for (String wrong : new String[] {"{\"ids\": [\"x\"], \"wake\": true}", "{\"ids\": 7, \"wake\": true}"}) {
            as(ANN, "POST", "/feedback/bulk", wrong, 422);
        }
        for (String nothing : new String[] {"ids", "preview", "expected", "note", "status"}) {
            JsonNode refused =
                    as(ANN, "POST", "/feedback/bulk?tag=of-many", "{\"" + nothing + "\": null, \"wake\": true}", 422);
            assertThat(refused.path("errors").path(0).path("field").asText()).isEqualTo(nothing);
        }
        as(ANN, "POST", "/feedback/bulk?tag=of-many", "{\"add_tags\": [\"a\"], \"remove_tags\": [\"a\"]}", 422);
        as(ANN, "POST", "/feedback/bulk?urgent=perhaps", "{\"wake\": true}", 422);
        as(ANN, "POST", "/feedback/bulk?statu=Open", "{\"preview\": true}", 422);
    }

    @Test
    void views_are_shared_or_not_and_tell_how_many() throws Exception {
        String id = row("The parcel in a view got lost");
        as(ANN, "PATCH", "/feedback/" + id + "/triage", "{\"add_tags\": [\"viewed\"]}", 200);
        as(ANN, "POST", "/feedback/views", "{\"name\": \"Mine\", \"filter\": \"tag=viewed&q=parcel\"}", 200);
        String ours = as(
                        ANN,
                        "POST",
                        "/feedback/views",
                        "{\"name\": \"Ours\", \"filter\": \"tag=viewed\", \"shared\": true}",
                        200)
                .path("id")
                .asText();
        JsonNode mine = as(ANN, "GET", "/feedback/views?counts=true", "", 200).path("items");
        assertThat(mine)
                .extracting(
                        view -> view.path("name").asText(),
                        view -> view.path("own").asBoolean(),
                        view -> view.path("count").asText())
                .containsExactly(tuple("Mine", true, "null"), tuple("Ours", true, "1"));
        assertThat(as(BOB, "GET", "/feedback/views", "", 200).path("items"))
                .extracting(
                        view -> view.path("name").asText(),
                        view -> view.path("owner").asText())
                .containsExactly(tuple("Ours", ANN));
        as(BOB, "DELETE", "/feedback/views/" + ours, "", 404);
        for (String name : List.of(" ", "mine", "Mine\\u200b", "a|b")) {
            as(ANN, "POST", "/feedback/views", "{\"name\": \"" + name + "\", \"filter\": \"\"}", 422);
        }
    }

    @Test
    void a_change_that_makes_no_sense_is_refused_field_by_field() throws Exception {
        String path = "/feedback/" + row("A row for changes that make no sense") + "/triage";
        for (String body : new String[] {
            "{\"assigned_to\": \"" + "x".repeat(129) + "\"}",
            "{\"add_tags\": [\"<script>\"]}",
            "{\"add_tags\": \"one\"}",
            "{\"remove_tags\": [7]}",
            "{\"snooze_until\": \"9999-12-31T23:59:59-12:00\"}",
            "{\"snooze_until\": \"tomorrow\"}",
            "{\"snooze_until\": \"2020-01-01T00:00:00Z\"}",
            "{\"assigned_to\": \"Nobody\"}",
            "{\"assigned_to\": \"a\\u202eb\"}",
            "{\"wake\": true, \"snooze_until_again\": true}",
            "{\"version\": -1}"
        }) {
            assertThat(as(ANN, "PATCH", path, body, 422).path("errors"))
                    .as(body)
                    .isNotEmpty();
        }
        as(ANN, "POST", path.replace("triage", "notes"), "{\"text\": \"  \"}", 422);
        as(ANN, "POST", "/feedback/none/notes", "{\"text\": \"x\"}", 404);
    }

    @Test
    void who_is_named_may_do_what_the_groups_may_and_changes_nothing_from_elsewhere() throws Exception {
        JsonNode session = as(BOB, "GET", "/session", "", 200);
        assertThat(session.path("signed_in").asBoolean()).isTrue();
        assertThat(session.path("name").asText()).isEqualTo(BOB);
        assertThat(session.path("caller").asText()).startsWith("user:").doesNotContain(BOB);
        answer(403, request(BOB, "support", "GET", "/admin/audit", ""));
        answer(403, request(BOB, "admin", "GET", "/feedback", ""));
        assertThat(answer(200, request(BOB, "boss", "GET", "/admin/audit?actor=" + ANN, ""))
                        .path("items")
                        .isArray())
                .isTrue();
        assertThat(answer(200, request(BOB, "boss", "GET", "/admin/audit?q=RES&limit=1", ""))
                        .path("items")
                        .isArray())
                .isTrue();
        // What a page of another site makes a browser send has the proxy's cookie, but not the mark.
        answer(401, request(BOB, "boss", "POST", "/feedback", "{\"raw_content\": \"forged\"}"));
        // A cookie does not lend its roles to whom the proxy names.
        HttpResponse<String> signedIn = client.send(
                request(BOB, "support", "POST", "/session", "{\"api_key\": \"dev_api_key\"}")
                        .header("X-Aegis-Request", "1")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String cookie =
                signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        answer(403, request(BOB, "support", "GET", "/admin/audit", "").header("Cookie", cookie));
    }
}
