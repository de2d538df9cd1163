/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.changes.Changes;
import io.aegis.feedback.Department;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.000001Z");
    private static final UUID ID = UUID.fromString("0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    private final ChangeEvents events = new ChangeEvents(CurrentOwnTopics.fixed(new OwnTopics(
            1,
            List.of(new OwnTopic(0, "Parcels", "", "#336699", "Logistics", List.of(), List.of())),
            List.of(new OwnDepartment("Logistics", "#336699")))));

    private static Changes.OfFeedback row(long version, boolean urgent, String status) {
        return new Changes.OfFeedback(ID, version, NOW, NOW, status, urgent, "High", Department.ENGINEERING, false, 1);
    }

    private static Changes changes(Changes.OfFeedback... rows) {
        return new Changes(NOW, List.of(rows), List.of(), List.of(), List.of(), List.of(), false);
    }

    private List<String> names(Changes changes) {
        return events.news(changes).stream()
                .map(event -> event.text().replaceAll("(?s).*event: (\\w+).*", "$1"))
                .toList();
    }

    @Test
    void each_change_is_told_once_and_urgent_ones_alert_once() {
        assertThat(names(changes(row(0, true, "Open")))).containsExactly("feedback", "alert");
        assertThat(names(changes(row(0, true, "Open")))).isEmpty();
        assertThat(names(changes(row(1, true, "Open")))).containsExactly("feedback");
        assertThat(names(changes(row(2, true, "Resolved")))).containsExactly("feedback");
    }

    @Test
    void progress_is_told_as_it_moves() {
        Changes.OfImport half = new Changes.OfImport(ID, "RUNNING", 5, 50);
        Changes.OfJob job = new Changes.OfJob(7, "retention", "STARTED", 1, 1);
        assertThat(names(new Changes(NOW, List.of(), List.of(half), List.of(job), List.of(), List.of(), false)))
                .containsExactly("import", "job");
        assertThat(names(new Changes(NOW, List.of(), List.of(half), List.of(job), List.of(), List.of(), false)))
                .isEmpty();
        assertThat(names(new Changes(
                        NOW,
                        List.of(),
                        List.of(new Changes.OfImport(ID, "RUNNING", 6, 60)),
                        List.of(job),
                        List.of(),
                        List.of(),
                        false)))
                .containsExactly("import");
    }

    @Test
    void anomalies_and_failures_are_told_when_they_are_found() {
        Changes.OfPrediction found = new Changes.OfPrediction(ID, "failure", "high", 0.8, NOW);
        Changes changes = new Changes(NOW, List.of(), List.of(), List.of(), List.of(found), List.of(), false);
        assertThat(names(changes)).containsExactly("anomaly");
        assertThat(names(changes)).isEmpty();
    }

    @Test
    void groups_are_told_when_they_grow_and_when_their_state_changes() {
        for (Changes.OfGroup each : List.of(
                new Changes.OfGroup(ID, 2, 0, "Resolved"),
                new Changes.OfGroup(ID, 3, 1, "Regressed"),
                new Changes.OfGroup(ID, 3, 0, "Resolved"))) {
            Changes changes = new Changes(NOW, List.of(), List.of(), List.of(), List.of(), List.of(each), false);
            assertThat(names(changes)).containsExactly("group");
            assertThat(names(changes)).isEmpty();
        }
    }

    @Test
    void when_more_changed_than_is_told_readers_read_anew() {
        assertThat(names(new Changes(
                        NOW, List.of(row(0, false, "Open")), List.of(), List.of(), List.of(), List.of(), true)))
                .containsExactly("feedback", "reset");
    }

    @Test
    void an_event_is_one_line_of_json_whose_id_is_a_time_that_any_replica_understands() {
        String text = events.news(changes(row(0, false, "Open"))).getFirst().text();
        assertThat(text)
                .startsWith("id: 1795176000000001\nevent: feedback\ndata: {\"id\":\"" + ID)
                .endsWith("}\n\n");
        assertThat(text.lines()).hasSize(4);
        assertThat(Event.upTo("1795176000000001")).contains(NOW);
        for (String wrong : List.of("", "x", "-1", "9".repeat(18), "1\n2")) {
            assertThat(Event.upTo(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void a_reader_that_falls_behind_is_told_to_read_anew() throws Exception {
        Subscription slow = new Subscription(() -> {});
        for (int i = 0; i <= Subscription.MOST; i++) {
            slow.tell(Event.HEARTBEAT);
        }
        assertThat(slow.next(Duration.ZERO)).contains(Event.RESET);
        assertThat(slow.next(Duration.ZERO)).contains(Event.HEARTBEAT);
        assertThat(slow.next(Duration.ZERO)).isEqualTo(Optional.empty());
    }
}
