/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.FeedbackDecision;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.triage.TriageChange;
import io.aegis.db.triage.TriageQueries;
import io.aegis.db.triage.TriageState;
import io.aegis.db.triage.TriageStore;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Priority;
import io.aegis.routing.RoutedText;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.Metadata;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingLogIT {

    private final TestSchema schema = TestSchema.create();
    private final RoutingRuleStore rules = new RoutingRuleStore(schema.database());
    private final RoutingQueue queue = new RoutingQueue(schema.database());
    private final RoutingLog log = new RoutingLog(schema.database(), UuidCreator::getTimeOrderedEpoch);

    @AfterEach
    void close() {
        schema.close();
    }

    private static RoutingRule rule(String name, Optional<Priority> priority, String... channels) {
        return new RoutingRule(
                name,
                "urgent || true",
                new RoutingActions(priority, Optional.of("Ann"), List.of("money", "night"), List.of(channels)));
    }

    private UUID row(String text) throws Exception {
        return new MariaDbFeedbackStore(
                        schema.database(),
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                        UuidCreator::getTimeOrderedEpoch,
                        Clock.systemUTC())
                .store(
                        Samples.with(
                                Samples.feedback(text, Samples.BILLING, Instant.now()),
                                new Metadata(
                                        Optional.of("email"), Optional.empty(), Optional.empty(), Optional.empty())),
                        TestSchema.ample())
                .row()
                .id();
    }

    private int apply(UUID row, RoutingRule... holding) throws Exception {
        return log.apply(
                row,
                new RuleMatches(List.of(holding), List.of(holding)),
                3,
                (rule, priority) -> "{\"rule\": \"" + rule.name() + "\", \"priority\": \"" + priority + "\"}",
                TestSchema.ample());
    }

    private Priority priority(UUID row) throws Exception {
        return new FeedbackQueries(schema.database())
                .get(row, TestSchema.ample())
                .orElseThrow()
                .analysis()
                .priority();
    }

    @Test
    void rules_are_replaced_as_a_whole_and_hold_since_they_were_as_they_are() throws Exception {
        RoutingRule stays = rule("stays", Optional.of(Priority.HIGH), "ops");
        RoutingRule changes = rule("changes", Optional.empty());
        RoutingRules first = rules.replace(0, List.of(stays, changes), Actor.COMMAND, TestSchema.ample())
                .orElseThrow();
        assertThat(first.version()).isEqualTo(1);
        assertThat(rules.replace(0, List.of(stays, changes), Actor.COMMAND, TestSchema.ample()))
                .as("repeated after a lost answer")
                .contains(first);
        assertThat(rules.replace(0, List.of(), Actor.COMMAND, TestSchema.ample()))
                .isEmpty();
        schema.change("UPDATE routing_rule SET since = '2026-01-01'");

        RoutingRule changed = rule("changes", Optional.of(Priority.LOW));
        RoutingRules second = rules.replace(1, List.of(changed, stays), Actor.COMMAND, TestSchema.ample())
                .orElseThrow();

        assertThat(second.rules()).containsExactly(changed, stays);
        assertThat(second.since().get("stays")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(second.since().get("changes")).isAfter(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(rules.newerThan(2, TestSchema.ample())).isEmpty();
        assertThat(rules.newerThan(1, TestSchema.ample())).contains(second);
    }

    @Test
    void a_rule_takes_a_row_once_and_all_that_it_says_is_done_together() throws Exception {
        UUID row = row("I was charged twice");
        RoutingRule first = rule("first", Optional.of(Priority.CRITICAL), "ops", "mail");
        RoutingRule second = rule("second", Optional.of(Priority.LOW), "ops");

        assertThat(apply(row, first, second)).isEqualTo(2);
        assertThat(apply(row, first, second)).isZero();

        assertThat(priority(row)).isEqualTo(Priority.CRITICAL);
        TriageState triage = new TriageQueries(schema.database()).of(row, TestSchema.ample());
        assertThat(triage.assignedTo()).contains("Ann");
        assertThat(triage.tags()).containsExactly("money", "night");
        assertThat(new AuditQueries(schema.database())
                        .list(AuditQueries.Filter.of(row), 10, Optional.empty(), TestSchema.ample())
                        .items())
                .extracting(AuditEntry::actor)
                .contains(Actor.rule("first"));
        assertThat(schema.value("SELECT GROUP_CONCAT(channel ORDER BY channel) FROM alert_outbox"))
                .isEqualTo("mail,ops");
        assertThat(schema.value("SELECT payload FROM alert_outbox WHERE channel = 'ops'"))
                .contains("first", "CRITICAL");
        List<AppliedRule> applied = log.of(row, TestSchema.ample());
        assertThat(applied).extracting(AppliedRule::rule).containsExactly("first", "second");
        assertThat(applied.getFirst().version()).isEqualTo(3);
        assertThat(applied.getFirst().actions()).isEqualTo(first.then());
        assertThat(log.of(UUID.randomUUID(), TestSchema.ample())).isEmpty();
        UUID untaken = row("Nothing is wrong");
        assertThat(log.taken(List.of(row, untaken), TestSchema.ample()))
                .containsExactly(Map.entry(row, Set.of("first", "second")));
        assertThat(log.taken(List.of(), TestSchema.ample())).isEmpty();
    }

    @Test
    void a_priority_stays_whatever_a_later_verdict_says() throws Exception {
        UUID row = row("I was charged twice");
        RoutingRule rule = rule("money", Optional.of(Priority.HIGH));
        apply(row, rule);
        schema.change("UPDATE feedback SET priority = 'LOW'");

        assertThat(apply(row, rule)).isZero();

        assertThat(priority(row)).isEqualTo(Priority.HIGH);
    }

    @Test
    void a_row_gets_back_the_priority_of_its_verdict_when_no_rule_gives_one_any_more() throws Exception {
        UUID row = row("I was charged twice");
        RoutingRule critical = rule("money", Optional.of(Priority.CRITICAL));
        RoutingRule low = rule("money", Optional.of(Priority.LOW));
        apply(row, critical);
        assertThat(queue.ruled(new UUID(0, 0), TestSchema.ample()).rows())
                .extracting(RoutableRow::verdictPriority)
                .containsExactly(Optional.of(Priority.MEDIUM));
        log.apply(row, new RuleMatches(List.of(), List.of(low)), 4, (_, _) -> "{}", TestSchema.ample());
        assertThat(priority(row)).as("of a rule that was changed").isEqualTo(Priority.LOW);

        apply(row);

        assertThat(priority(row)).isEqualTo(Priority.MEDIUM);
        assertThat(queue.ruled(new UUID(0, 0), TestSchema.ample()).rows()).isEmpty();
        log.apply(row, new RuleMatches(List.of(), List.of(low)), 4, (_, _) -> "{}", TestSchema.ample());
        assertThat(priority(row))
                .as("a changed rule does nothing with rows that have none of it")
                .isEqualTo(Priority.MEDIUM);
    }

    @Test
    void a_verdict_is_what_a_row_goes_back_to_also_where_it_says_what_the_rule_does() throws Exception {
        UUID row = row("I was charged twice");
        RoutingRule rule = rule("money", Optional.of(Priority.CRITICAL));
        apply(row, rule);
        FeedbackDecision decision = new FeedbackDecision(new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch));
        for (Priority decided : List.of(Priority.HIGH, Priority.CRITICAL)) {
            long version = Long.parseLong(schema.value("SELECT version FROM feedback"));
            Analysis analysis = new Analysis(Samples.BILLING, decided, 1, AnalysisSource.FALLBACK, "person");
            schema.database()
                    .transaction(
                            TestSchema.ample(),
                            execute -> decision.apply(
                                    execute, row, version, analysis, UuidCreator.getTimeOrderedEpoch(), Instant.now()));
            apply(row, rule);
            assertThat(priority(row)).isEqualTo(Priority.CRITICAL);
            apply(row);
            assertThat(priority(row)).isEqualTo(decided);
        }
    }

    @Test
    void who_has_a_row_keeps_it_and_what_is_resolved_or_gone_is_left_alone() throws Exception {
        UUID row = row("I was charged twice");
        new TriageStore(schema.database())
                .change(row, Optional.empty(), TriageChange.assign("Bob"), Actor.user("bob"), TestSchema.ample());
        apply(row, rule("one", Optional.empty()));
        assertThat(new TriageQueries(schema.database())
                        .of(row, TestSchema.ample())
                        .assignedTo())
                .contains("Bob");

        schema.change("UPDATE feedback SET status = 'RESOLVED'");
        assertThat(apply(row, rule("two", Optional.of(Priority.HIGH), "ops"))).isZero();
        assertThat(apply(UUID.randomUUID(), rule("two", Optional.empty()))).isZero();
        assertThat(priority(row)).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void one_process_routes_and_another_goes_on_where_it_was() throws Exception {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        Duration lease = Duration.ofMinutes(5);
        assertThat(queue.lease(one, lease, TestSchema.ample())).isPresent();
        assertThat(queue.lease(one, lease, TestSchema.ample())).isPresent();
        assertThat(queue.lease(two, lease, TestSchema.ample())).isEmpty();
        Instant routed = Instant.parse("2026-11-20T12:00:00Z");
        queue.save(one, routed, TestSchema.ample());
        queue.save(two, Instant.EPOCH, TestSchema.ample());

        schema.change("UPDATE routing_list SET lease_until = NOW(6) - INTERVAL 1 SECOND");

        assertThat(queue.lease(two, lease, TestSchema.ample())).contains(routed);
        assertThat(queue.lease(one, lease, TestSchema.ample())).isEmpty();
    }

    @Test
    void rows_come_with_what_conditions_ask_in_the_order_of_changes_or_newest_first() throws Exception {
        UUID first = row("I was charged twice");
        UUID second = row("I was charged three times");
        schema.change("UPDATE feedback SET own_topics = 5, possibly_urgent = TRUE, updated_at = NOW(6) WHERE id = '"
                + first + "'");

        List<RoutableRow> changed = new ArrayList<>();
        RoutingQueue.Place at = RoutingQueue.Place.before(Instant.EPOCH);
        for (RoutableRow row : queue.changed(at, TestSchema.ample())) {
            changed.add(row);
            at = RoutingQueue.placeOf(row);
        }
        assertThat(changed).extracting(RoutableRow::id).containsExactlyInAnyOrder(first, second);
        assertThat(queue.changed(at, TestSchema.ample())).isEmpty();
        RoutableRow row = changed.stream()
                .filter(each -> each.id().equals(first))
                .findFirst()
                .orElseThrow();
        RoutedText text = row.text(CurrentOwnTopics.fixed(new OwnTopics(
                1,
                List.of(new OwnTopic(2, "Parcels", "", "#336699", "Logistics", List.of(), List.of())),
                List.of(new OwnDepartment("Logistics", "#336699")))));
        assertThat(text.ownTopics()).containsExactly("Parcels");
        assertThat(text.department()).isEqualTo("Logistics");
        assertThat(text.channel()).isEqualTo("email");
        assertThat(text.possiblyUrgent()).isTrue();
        assertThat(text.groupSize()).isOne();
        assertThat(text.labels()).isEqualTo(Samples.BILLING);
        assertThat(row.open()).isTrue();

        List<RoutableRow> recent = queue.recent(30, Optional.empty(), TestSchema.ample());
        assertThat(recent).extracting(RoutableRow::id).containsExactly(second, first);
        assertThat(queue.recent(30, Optional.of(recent.getFirst()), TestSchema.ample()))
                .extracting(RoutableRow::id)
                .containsExactly(first);
        assertThat(queue.recent(30, Optional.of(recent.getLast()), TestSchema.ample()))
                .isEmpty();
    }
}
