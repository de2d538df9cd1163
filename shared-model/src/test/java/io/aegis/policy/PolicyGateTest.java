/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.RemediationAction;
import io.aegis.policy.PolicySettings.Stance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PolicyGateTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PolicyGate.class);
    private final List<PolicyQuestion> asked = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
    }

    private PolicyGate denyingRestarts() {
        return new PolicyGate(
                questions -> {
                    asked.addAll(questions);
                    return questions.stream()
                            .map(question -> question.action() == RemediationAction.RESTART_POD
                                    ? PolicyVerdict.denied(PolicyVerdict.Source.RULES, "not on\nfridays")
                                    : PolicyVerdict.allowed(PolicyVerdict.Source.RULES, Optional.empty()))
                            .toList();
                },
                meters);
    }

    @Test
    void the_built_in_rules_ask_nobody() throws InterruptedException {
        try (PolicyGate gate = PolicyGate.builtIn()) {
            PolicyDecision decision = gate.decide(Questions.about(RemediationAction.SCALE_UP));

            assertThat(decision.verdict().asked()).isTrue();
            assertThat(decision.verdict().source()).isEqualTo(PolicyVerdict.Source.RULES);
        }
    }

    @Test
    void a_denied_action_becomes_an_alert_is_logged_and_counted() throws InterruptedException {
        PolicyDecision decision = denyingRestarts().decide(Questions.about(RemediationAction.RESTART_POD));

        assertThat(decision.proposed()).isEqualTo(RemediationAction.RESTART_POD);
        assertThat(decision.recommended()).isEqualTo(RemediationAction.ALERT_ADMIN);
        assertThat(decision.verdict().reason()).contains("not on fridays");
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs())
                        .extracting(pair -> pair.key + "=" + pair.value)
                        .contains("action=restart_pod", "reason=not on fridays"));
        assertThat(meters.get("aegis.policy.decisions")
                        .tags("action", "restart_pod", "kind", "failure", "outcome", "denied", "source", "rules")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void several_are_decided_in_their_order_and_only_what_matters_is_asked() throws InterruptedException {
        List<PolicyDecision> decisions = denyingRestarts()
                .decide(List.of(
                        Questions.about(RemediationAction.ALERT_ADMIN),
                        Questions.about(RemediationAction.RESTART_POD),
                        Questions.about(RemediationAction.NO_ACTION),
                        Questions.about(RemediationAction.SCALE_UP)));

        assertThat(asked)
                .extracting(PolicyQuestion::action)
                .containsExactly(RemediationAction.RESTART_POD, RemediationAction.SCALE_UP);
        assertThat(decisions)
                .extracting(PolicyDecision::recommended)
                .containsExactly(
                        RemediationAction.ALERT_ADMIN,
                        RemediationAction.ALERT_ADMIN,
                        RemediationAction.NO_ACTION,
                        RemediationAction.SCALE_UP);
        assertThat(decisions.getFirst().verdict().asked()).isFalse();
    }

    @Test
    void the_settings_say_who_decides() throws InterruptedException {
        Duration limit = Duration.ofSeconds(5);
        PolicySettings own = new PolicySettings(Optional.empty(), Optional.empty(), limit, Stance.DENY);
        PolicySettings away = new PolicySettings(
                Optional.of(URI.create("http://127.0.0.1:1/")), Optional.empty(), limit, Stance.ALLOW);
        PolicyQuestion question = Questions.about(RemediationAction.SCALE_UP);

        try (PolicyGate rules = PolicyGate.open(own, meters, Ticker.system());
                PolicyGate engine = PolicyGate.open(away, meters, Ticker.system())) {
            rules.refresh();
            engine.refresh();
            assertThat(rules.decide(question).verdict().source()).isEqualTo(PolicyVerdict.Source.RULES);
            assertThat(engine.decide(question).verdict().source()).isEqualTo(PolicyVerdict.Source.STANCE);
        }
    }
}
