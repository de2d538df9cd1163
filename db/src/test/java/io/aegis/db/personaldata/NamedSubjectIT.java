/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.feedback.Samples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A customer who is named in texts of others and by colleagues. */
class NamedSubjectIT extends PersonalDataFixture {

    @Test
    void a_text_that_others_sent_too_stays_theirs() throws Exception {
        UUID shared = Samples.stored(schema, "Please cancel");
        sent(shared, "cust-anna-77");
        sent(shared, "cust-bert");
        schema.change("UPDATE feedback SET submissions = 3, resolution_note = 'told cust-anna-77 so'");
        everywhere(shared, "cust-anna-77 said so");
        replaced(shared, "told CUST-ANNA-77 before");
        replaced(shared, "told another");
        schema.change("UPDATE alert_outbox SET payload = '{}'");

        JsonNode export = exported(export(ANNA));
        assertThat(export.at("/0/submissions")).hasSize(1);
        assertThat(export.at("/0/replaced_notes"))
                .extracting(note -> note.path("note").textValue())
                .containsExactlyInAnyOrder("told CUST-ANNA-77 before", "told another");
        UUID request = erase(ANNA);

        assertThat(holding("cust-anna-77")).isEmpty();
        assertThat(schema.value("SELECT CONCAT(clean_content, submissions) FROM feedback"))
                .isEqualTo("Please cancel2");
        assertThat(schema.value("SELECT customer_ref FROM submission")).isEqualTo("cust-bert");
        assertThat(request(request).counts())
                .containsEntry("texts_of_others_kept", 1L)
                .containsEntry("notes_erased", 3L)
                .doesNotContainKey("texts_erased");
        assertThat(schema.value("SELECT GROUP_CONCAT(note) FROM replaced_note")).isEqualTo("told another");
    }

    private void replaced(UUID row, String note) throws Exception {
        schema.change("INSERT INTO replaced_note VALUES (UUID(), '" + row + "', '" + note + "', UTC_TIMESTAMP(6))");
    }

    @Test
    void an_address_is_found_in_texts_and_notes_in_any_case() throws Exception {
        for (int i = 0; i < 60; i++) {
            Samples.stored(schema, "Write to Anna.Quill@Example.ORG about case " + i);
        }
        UUID noted = Samples.stored(schema, "Nothing here names anybody");
        schema.change(
                "UPDATE feedback SET resolution_note = 'wrote to anna.quill@example.org' WHERE id = '" + noted + "'");
        UUID told = Samples.stored(schema, "Nor does this");
        schema.change("INSERT INTO triage_note VALUES ('" + told
                + "', 1, 'ann', 'call Anna.Quill@example.org', UTC_TIMESTAMP(6))");
        UUID notedBefore = Samples.stored(schema, "Neither this");
        replaced(notedBefore, "phoned Anna.Quill@example.org");
        UUID authored = Samples.stored(schema, "Signed elsewhere");
        sent(authored, "x");
        schema.change("UPDATE submission SET author = 'Anna.Quill@example.org'");

        JsonNode export = exported(export(MAIL));
        assertThat(export).hasSize(64);
        assertThat(export.at("/0/topics/0").textValue()).isEqualTo("Billing");
        assertThat(export.at("/0/analyses")).isNotEmpty();

        UUID request = erase(MAIL);

        assertThat(holding("anna.quill")).isEmpty();
        assertThat(count("feedback")).isEqualTo("3");
        assertThat(request(request).counts())
                .containsEntry("texts_found", 64L)
                .containsEntry("texts_erased", 61L)
                .containsEntry("notes_erased", 3L);
    }

    @Test
    void an_address_is_found_whether_its_accents_are_characters_of_their_own_or_not() throws Exception {
        Samples.stored(schema, "Send it to Ren\u00e9 Rue, please");
        UUID authored = Samples.stored(schema, "Signed elsewhere");
        sent(authored, "x");
        schema.change("UPDATE submission SET author = 'rene\u0301 rue'");
        UUID noted = Samples.stored(schema, "Nothing here names anybody");
        schema.change("UPDATE feedback SET resolution_note = 'wrote to Rene\u0301 Rue' WHERE id = '" + noted + "'");
        imported("COMPLETED", "rene\u0301 rue");

        DataSubject typed = new DataSubject(DataSubject.Kind.ADDRESS, "rene\u0301 Rue");
        assertThat(exported(export(typed)))
                .extracting(item -> item.path("kind").textValue())
                .containsExactlyInAnyOrder("feedback", "feedback", "feedback", "import", "import_reject");
        UUID request = erase(new DataSubject(DataSubject.Kind.ADDRESS, "Ren\u00e9 Rue"));

        assertThat(request(request).counts())
                .containsEntry("texts_erased", 2L)
                .containsEntry("notes_erased", 1L)
                .containsEntry("import_rejects_erased", 1L);
        assertThat(schema.value("SELECT file_name FROM feedback_import")).isEqualTo("(erased)");
    }

    @Test
    void an_address_is_found_whatever_its_sharp_s_is_written_as_and_accents_still_count() throws Exception {
        Samples.stored(schema, "Send it to ANNA WEISS-STRASSE, please");
        Samples.stored(schema, "Or to ANNA WEI\u1e9e-STRA\u1e9eE");
        UUID authored = Samples.stored(schema, "Signed elsewhere");
        sent(authored, "x");
        schema.change("UPDATE submission SET author = 'Anna Wei\u00df-Strasse'");
        UUID noted = Samples.stored(schema, "Nothing here names anybody");
        schema.change(
                "UPDATE feedback SET resolution_note = 'wrote to Anna WEISS-Stra\u00dfe' WHERE id = '" + noted + "'");
        schema.change("INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, version) VALUES ('" + noted
                + "', UTC_TIMESTAMP(6), 'Anna WEISS-STRASSE', FALSE, 1)");
        schema.change("INSERT INTO triage_tag VALUES ('" + noted + "', 'anna-weiss-strasse', UTC_TIMESTAMP(6))");
        Samples.stored(schema, "W\u00e9iss is anna w\u00e9iss-strasse, another");
        imported("COMPLETED", "Anna Weiss-Stra\u00dfe");
        topicWithExamples("One that stays", "Anna Weiss-Strasse");

        UUID capital = export(new DataSubject(DataSubject.Kind.ADDRESS, "ANNA WEISS-STRASSE"));
        assertThat(exported(capital)).hasSize(6);
        UUID request = erase(new DataSubject(DataSubject.Kind.ADDRESS, "anna wei\u00df-stra\u00dfe"));

        assertThat(request(request).counts())
                .containsEntry("texts_erased", 3L)
                .containsEntry("notes_erased", 1L)
                .containsEntry("tags_erased", 1L)
                .containsEntry("examples_erased", 1L)
                .containsEntry("import_rejects_erased", 1L);
        assertThat(request(request).stillNamed())
                .containsExactly(new RemainingMention("assignee", "1 rows of feedback"));
        assertThat(count("feedback")).isEqualTo("2");
        assertThat(request(capital).exported()).as("it was the same customer").isFalse();
    }

    @Test
    void an_export_says_what_the_api_says_of_the_same() throws Exception {
        UUID hers = Samples.stored(schema, TEXT);
        sent(hers, "cust-anna-77");
        everywhere(hers, TEXT);
        schema.change(
                "UPDATE feedback SET priority = 'HIGH', status = 'OPEN', source = 'FALLBACK', department = 'ENGINEERING',"
                        + " is_urgent = TRUE, created_at = '2026-11-30 20:46:28.779211'");
        schema.change("UPDATE submission SET occurred_at = '2026-11-29 08:00:00'");
        schema.change("UPDATE review SET reasons = 'SENTIMENT_FLIP,LANGUAGE', decision = 'ACCEPT_AI'");
        schema.change(
                "INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, snoozed_until, version) VALUES ('"
                        + hers + "', UTC_TIMESTAMP(6), 'ann', TRUE, '2031-01-01', 1)");
        schema.change("INSERT INTO triage_tag VALUES ('" + hers + "', 'vip', UTC_TIMESTAMP(6)), ('" + hers
                + "', 'late', UTC_TIMESTAMP(6))");
        UUID untouched = Samples.stored(schema, "Another of hers");
        sent(untouched, "cust-anna-77");

        JsonNode export = exported(export(ANNA));

        JsonNode item = export.get(export.at("/0/id").textValue().equals(hers.toString()) ? 0 : 1);
        assertThat(item.toString()).contains("\"is_urgent\":true");
        assertThat(item.path("priority").textValue()).isEqualTo("High");
        assertThat(item.path("status").textValue()).isEqualTo("Open");
        assertThat(item.path("source").textValue()).isEqualTo("fallback");
        assertThat(item.path("department").textValue()).isEqualTo("Engineering - Core");
        assertThat(item.path("created_at").textValue()).isEqualTo("2026-11-30T20:46:28.779Z");
        assertThat(item.at("/submissions/0/occurred_at").textValue()).isEqualTo("2026-11-29T08:00:00.000Z");
        assertThat(item.at("/analyses/0/lane").textValue()).isEqualTo("heuristic");
        assertThat(item.at("/analyses/0/is_urgent").isBoolean()).isTrue();
        assertThat(item.at("/analyses/0/applied").isBoolean()).isTrue();
        assertThat(item.at("/reviews/0/reasons").toString()).isEqualTo("[\"sentiment_flip\",\"language\"]");
        assertThat(item.at("/reviews/0/decision").textValue()).isEqualTo("accept_ai");
        assertThat(item.at("/alerts/0/state").textValue()).isEqualTo("pending");
        assertThat(item.path("triage").toString())
                .isEqualTo("{\"assigned_to\":\"ann\",\"snoozed\":true,\"snoozed_until\":\"2031-01-01T00:00:00.000Z\","
                        + "\"tags\":[\"late\",\"vip\"]}");
        assertThat(export.findValues("triage")).extracting(JsonNode::toString).contains("{\"tags\":[]}");
        assertThat(export.toString()).doesNotContainPattern("[0-9] [0-9]{2}:[0-9]{2}:");
    }

    @Test
    void an_export_has_refused_records_and_names_of_files_that_name_the_customer() throws Exception {
        imported("COMPLETED", "anna.quill@example.org");
        imported("FAILED", "another@example.org");
        schema.change("INSERT INTO import_reject SELECT import_id, 10 + seq, 'of Anna.Quill@example.org', 'x'"
                + " FROM import_reject JOIN seq_1_to_45 WHERE line = 2 AND content LIKE 'anna%'");
        UUID request = export(MAIL);
        JsonNode export = exported(request);
        assertThat(export.findValues("kind"))
                .extracting(JsonNode::textValue)
                .hasSize(47)
                .startsWith("import_reject")
                .endsWith("import");
        assertThat(export.at("/0/content").textValue()).isEqualTo("anna.quill@example.org");
        assertThat(export.at("/0/line").longValue()).isEqualTo(2);
        assertThat(export.at("/46/file_name").textValue()).isEqualTo("of anna.quill@example.org.csv");
        assertThat(export.at("/46/created_at").textValue()).isEqualTo("2020-01-01T00:00:00.000Z");
        assertThat(request(request).counts())
                .containsEntry("import_rejects_exported", 46L)
                .containsEntry("import_names_exported", 1L);
        assertThat(request(request).exported()).isTrue();
        schema.change("DELETE FROM data_export_piece WHERE number = 1");
        assertThat(request(request).exported()).as("without its first part").isFalse();
    }

    private void view(String name, String filter) throws Exception {
        schema.change("INSERT INTO saved_view VALUES (UUID(), 'ann', 'Ann', '" + name + "', '" + filter
                + "', FALSE, UTC_TIMESTAMP(6))");
    }

    @Test
    void what_colleagues_named_after_a_customer_goes_or_is_told() throws Exception {
        UUID others = Samples.stored(schema, "The app is slow on Mondays");
        schema.change("INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, version) VALUES ('" + others
                + "', UTC_TIMESTAMP(6), 'cust-anna-77', FALSE, 1)");
        schema.change("INSERT INTO triage_tag VALUES ('" + others + "', 'cust-anna-77', UTC_TIMESTAMP(6)), ('" + others
                + "', 'vip', UTC_TIMESTAMP(6))");
        view("Hers", "q=cust-anna-77&status=Open");
        view("Of cust-anna-77 and others", "status=Open");
        view("Slow", "q=cust%2Danna%2D77+is+slow");
        view("Another", "q=cust-anna-771");
        schema.change("INSERT INTO routing_rule VALUES (0, 'VIPs', 'text.contains(\"CUST-ANNA-77\")', '{}',"
                + " UTC_TIMESTAMP(6)), (1, 'Zoo', 'urgent', '{}', UTC_TIMESTAMP(6))");
        schema.change(
                "INSERT INTO own_topic VALUES (1, 'Zeppelins', 'as cust-anna-77 said', '#000000', 'D', '[]', '[]', 0)");
        schema.change("INSERT INTO own_department VALUES (0, 'Team cust-anna-77', '#000000')");

        UUID request = erase(ANNA);

        assertThat(schema.value("SELECT GROUP_CONCAT(tag) FROM triage_tag")).isEqualTo("vip");
        assertThat(schema.value("SELECT GROUP_CONCAT(name ORDER BY name) FROM saved_view"))
                .isEqualTo("Another,Of cust-anna-77 and others,Slow");
        assertThat(request(request).counts()).containsEntry("tags_erased", 1L).containsEntry("views_erased", 1L);
        assertThat(request(request).stillNamed())
                .containsExactlyInAnyOrder(
                        new RemainingMention("view", "Of … and others of Ann"),
                        new RemainingMention("view", "Slow of Ann"),
                        new RemainingMention("routing_rule", "VIPs"),
                        new RemainingMention("own_topic", "Zeppelins"),
                        new RemainingMention("department", "Team …"),
                        new RemainingMention("assignee", "1 rows of feedback"));
        assertThat(schema.value("SELECT COUNT(*) FROM data_request WHERE still_named LIKE '%anna%'"))
                .isEqualTo("0");
    }

    private void routed(UUID row, String rule, String actions) throws Exception {
        schema.change("INSERT INTO feedback_routing VALUES ('" + row + "', '" + rule + "', 1, '" + actions
                + "', UTC_TIMESTAMP(6))");
    }

    @Test
    void what_rules_did_with_texts_of_others_names_nobody_who_was_erased() throws Exception {
        UUID others = Samples.stored(schema, "The app is slow on Mondays");
        schema.change("INSERT INTO routing_rule VALUES (0, 'Of cust-anna-77', 'urgent', '{}', UTC_TIMESTAMP(6))");
        routed(
                others,
                "Of cust-anna-77",
                "{\"tags\":[\"Cust-Anna-77\",\"vip\"],\"did\":{\"tags\":[\"cust-anna-77\"]}}");
        routed(others, "Once of cust-anna-77", "{\"assign\":\"of cust-anna-77\",\"tags\":[]}");
        routed(others, "Once of CUST-ANNA-77", "{\"assign\":\"of cust-anna-77\",\"tags\":[\"late\"]}");
        routed(others, "Zoo", "{\"tags\": [\"cust-anna-771\"]}");

        UUID request = erase(ANNA);

        assertThat(schema.value(
                        "SELECT GROUP_CONCAT(rule, ' ', actions ORDER BY rule SEPARATOR '; ') FROM feedback_routing"))
                .startsWith(
                        "Of cust-anna-77 {\"tags\":[\"vip\"],\"did\":{\"tags\":[]}}; Once of … {\"assign\":\"of …\",")
                .endsWith("; Zoo {\"tags\": [\"cust-anna-771\"]}");
        assertThat(count("feedback_routing")).isEqualTo("3");
        assertThat(request(request).counts()).containsEntry("routings_erased", 3L);
        assertThat(request(request).stillNamed()).containsExactly(new RemainingMention("routing_rule", "Of …"));
    }

    @Test
    void notes_on_texts_of_others_that_name_a_reference_are_told() throws Exception {
        UUID noted = Samples.stored(schema, "The app is slow on Mondays");
        UUID resolved = Samples.stored(schema, "The app is slow on Tuesdays");
        UUID other = Samples.stored(schema, "The app is slow on Wednesdays");
        schema.change("INSERT INTO triage_note (feedback_id, number, note, author, written_at) VALUES ('" + noted
                + "', 1, 'the same as CUST-ANNA-77', 'Ann', UTC_TIMESTAMP(6))");
        schema.change("UPDATE feedback SET resolution_note = 'told cust-anna-77' WHERE id = '" + resolved + "'");
        schema.change("UPDATE feedback SET resolution_note = 'told cust-anna-771' WHERE id = '" + other + "'");

        assertThat(request(erase(ANNA)).stillNamed())
                .containsExactlyInAnyOrder(
                        new RemainingMention("note", noted.toString()),
                        new RemainingMention("note", resolved.toString()));
    }

    @Test
    void an_address_is_found_in_the_channel_that_a_sender_told() throws Exception {
        UUID row = Samples.stored(schema, "The app is slow on Mondays");
        sent(row, "someone");
        schema.change(
                "UPDATE submission SET channel = 'from Anna.Weiss@example.org' WHERE feedback_id = '" + row + "'");

        erase(new DataSubject(DataSubject.Kind.ADDRESS, "anna.weiss@example.org"));

        assertThat(schema.value("SELECT COUNT(*) FROM submission WHERE channel LIKE '%weiss%'"))
                .isEqualTo("0");
    }

    @Test
    void an_import_that_waited_for_a_mapping_ends_with_its_staged_file() throws Exception {
        imported("NEEDS_MAPPING", "ok");

        UUID request = erase(ANNA);

        assertThat(schema.value("SELECT CONCAT(status, ': ', failure) FROM feedback_import"))
                .isEqualTo("FAILED: Its staged file went with the erasure of a customer's data: upload it again.");
        assertThat(schema.value("SELECT finished_at = touched_at FROM feedback_import"))
                .isEqualTo("1");
        assertThat(request(request).counts()).containsEntry("imports_unfinished", 0L);
    }
}
