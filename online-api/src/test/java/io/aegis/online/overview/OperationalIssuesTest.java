/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.models.ModelKind;
import io.aegis.db.outbox.OutboxDepth;
import io.aegis.db.overview.OperationsState;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.ProviderState;
import io.aegis.llm.ServerError;
import io.aegis.online.health.OutOfMemoryExits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OperationalIssuesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final OutboxDepth NO_ALERTS = new OutboxDepth(0, 0, Optional.empty());
    private static final OperationsState WELL = new OperationsState(
            Optional.of(Duration.ofSeconds(2)), List.of(), List.of(), 0, 0, Optional.empty(), List.of(), List.of());
    private static final ProviderState CLOSED = state(
            new CircuitSnapshot<>(CircuitSnapshot.State.CLOSED, Optional.empty(), Duration.ZERO), Optional.empty());
    private static final ProviderState OPEN = state(opened(LlmFailure.NETWORK), Optional.empty());

    private static List<String> found(OperationsState state, OutboxDepth alerts, Map<String, ProviderState> circuits) {
        return OperationalIssues.of(state, alerts, List.of(), circuits, LocalHealth.WELL, NOW).stream()
                .map(each -> each.level().label() + " " + each.id())
                .toList();
    }

    @Test
    void nothing_is_wrong_where_all_is_well() {
        assertThat(found(WELL, NO_ALERTS, Map.of("openai", CLOSED))).isEmpty();
        assertThat(found(WELL, NO_ALERTS, Map.of())).containsExactly("info no-llm");
    }

    @Test
    void a_circuit_that_another_provider_stands_in_for_is_less_bad_than_the_last() {
        assertThat(found(WELL, NO_ALERTS, Map.of("groq", OPEN, "openai", CLOSED)))
                .containsExactly("warning circuit-open");
        assertThat(found(WELL, NO_ALERTS, Map.of("groq", OPEN))).containsExactly("critical circuit-open");
        assertThat(OperationalIssues.of(WELL, NO_ALERTS, List.of(), Map.of("groq", OPEN), LocalHealth.WELL, NOW)
                        .getFirst()
                        .detail())
                .contains("network", "20 s");
    }

    @Test
    void the_worst_comes_first() {
        OperationsState trouble = new OperationsState(
                Optional.of(Duration.ofMinutes(2)),
                List.of(new OperationsState.Missed("retention", NOW)),
                List.of(new OperationsState.Failed("feedback-import", 7)),
                1,
                9,
                Optional.of(NOW.minusSeconds(3600)),
                List.of(new OperationsState.Stale(
                        ModelKind.FAILURE,
                        1,
                        NOW.minus(Duration.ofDays(9)),
                        Optional.of(NOW.minus(Duration.ofDays(4))),
                        3)),
                List.of(new OperationsState.Doubted(ModelKind.ANOMALY, 12, 2)));
        OutboxDepth late = new OutboxDepth(3, 1, Optional.of(Duration.ofMinutes(5)));
        assertThat(found(trouble, late, Map.of("openai", CLOSED)))
                .containsExactly(
                        "critical batch-away",
                        "critical alerts-dead",
                        "warning schedule-missed",
                        "warning job-failed",
                        "warning imports-wait",
                        "warning alerts-late",
                        "warning healing-late",
                        "warning model-stale",
                        "warning model-doubted");
    }

    @Test
    void a_stale_model_is_told_with_its_age_and_what_it_has_not_learned() {
        OperationsState.Stale never =
                new OperationsState.Stale(ModelKind.ANOMALY, 2, NOW.minus(Duration.ofDays(5)), Optional.empty(), 0);
        OperationsState.Stale once = new OperationsState.Stale(
                ModelKind.FAILURE, 1, NOW.minus(Duration.ofDays(9)), Optional.of(NOW.minus(Duration.ofDays(4))), 3);
        OperationsState state = new OperationsState(
                WELL.lastBeat(), List.of(), List.of(), 0, 0, Optional.empty(), List.of(never, once), List.of());
        List<OperationalIssue> problems =
                OperationalIssues.of(state, NO_ALERTS, List.of(), Map.of("openai", CLOSED), LocalHealth.WELL, NOW);
        assertThat(problems)
                .extracting(OperationalIssue::title)
                .containsExactly("2 anomaly models are stale", "The failure model is stale");
        assertThat(problems)
                .extracting(OperationalIssue::detail)
                .containsExactly(
                        "The newest was trained 5 days ago; anomaly-train is not known to have ended well.",
                        "The newest was trained 9 days ago; failure-train last ended well 4 days ago,"
                                + " and has not learned from 3 labels given since.");
        assertThat(problems)
                .extracting(OperationalIssue::link)
                .containsExactly("jobs?job=anomaly-train", "jobs?job=failure-train");
    }

    @Test
    void what_the_server_said_is_told_and_the_advice_fits_it() {
        ServerError error = new ServerError(
                404, Optional.of("model_not_found"), Optional.of("model"), Optional.of("The model does not exist"));
        ProviderState refused = state(opened(LlmFailure.REFUSED), Optional.of(error));
        assertThat(OperationalIssues.of(
                        WELL, NO_ALERTS, List.of(), Map.of("openai:gpt-9", refused), LocalHealth.WELL, NOW))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.detail())
                            .contains("HTTP 404, model_not_found (model): \"The model does not exist\"");
                    assertThat(issue.action()).contains("correct OPENAI_MODEL");
                });
    }

    @Test
    void what_this_process_sees_by_itself_is_told() {
        LocalHealth signs = new LocalHealth(
                true,
                true,
                OptionalLong.of(123_400_000),
                Map.of(
                        "online-api", new OutOfMemoryExits.Noted(3, NOW.minus(Duration.ofHours(2))),
                        "batch-jobs", new OutOfMemoryExits.Noted(1, NOW.minus(Duration.ofDays(2)))),
                Optional.empty());
        List<OperationalIssue> problems =
                OperationalIssues.of(WELL, NO_ALERTS, List.of(), Map.of("openai", CLOSED), signs, NOW);
        assertThat(problems)
                .extracting(OperationalIssue::id)
                .as("a death of the day before yesterday is forgotten")
                .containsExactly("disk-full", "batch-away", "out-of-memory");
        assertThat(problems.getFirst().detail()).contains("123 MB");
        assertThat(problems.getLast().title()).startsWith("online-api");
        assertThat(problems.getLast().detail()).contains("3 times");
    }

    private static CircuitSnapshot<LlmFailure> opened(LlmFailure failure) {
        return new CircuitSnapshot<>(CircuitSnapshot.State.OPEN, Optional.of(failure), Duration.ofSeconds(20));
    }

    private static ProviderState state(CircuitSnapshot<LlmFailure> circuit, Optional<ServerError> error) {
        return new ProviderState(circuit, Optional.empty(), error);
    }

    @Test
    void a_wrong_mapping_is_told_with_what_is_wrong() {
        assertThat(OperationalIssues.of(
                        WELL,
                        NO_ALERTS,
                        List.of(),
                        Map.of("openai", CLOSED),
                        new LocalHealth(
                                false, false, OptionalLong.empty(), Map.of(), Optional.of("line 3: rules[0].type")),
                        NOW))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.id()).isEqualTo("mapping-wrong");
                    assertThat(issue.detail()).contains("line 3: rules[0].type");
                });
    }

    @Test
    void alerts_that_wait_are_told_with_their_channels_and_where_to_look() {
        OutboxDepth late = new OutboxDepth(9, 0, Optional.of(Duration.ofMinutes(5)));
        OperationalIssue issue = OperationalIssues.of(
                        WELL,
                        late,
                        List.of("ops", "desk", "mail", "night"),
                        Map.of("openai", CLOSED),
                        LocalHealth.WELL,
                        NOW)
                .getFirst();
        assertThat(issue.detail()).isEqualTo("9 wait for ops, desk, mail and others, the oldest for 5 min.");
        assertThat(issue.action()).contains("Settings, Channels");
        assertThat(issue.link()).isEqualTo("settings");
    }
}
