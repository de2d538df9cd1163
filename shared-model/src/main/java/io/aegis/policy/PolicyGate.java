/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.circuit.Circuit;
import io.aegis.deadline.Ticker;
import io.aegis.settings.InvalidSettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where proposed actions are decided before anybody hears of them. Each decision is counted
 * ({@code aegis_policy_decisions_total} by action, kind, outcome and source), each denial logged. Thread-safe.
 */
public final class PolicyGate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyGate.class);

    private final Policy policy;
    private final MeterRegistry meters;

    PolicyGate(Policy policy, MeterRegistry meters) {
        this.policy = policy;
        this.meters = meters;
    }

    /**
     * A gate that asks the configured engine, or decides by the local file or the built-in rules.
     *
     * @param settings who is asked
     * @param meters where decisions are counted
     * @param ticker measures how long the engine takes
     * @throws InvalidSettingsException when the local file is wrong, naming line and expression
     */
    public static PolicyGate open(PolicySettings settings, MeterRegistry meters, Ticker ticker) {
        return new PolicyGate(
                settings.engine()
                        .<Policy>map(engine -> new PolicyEngine(
                                engine,
                                settings.timeout(),
                                settings.onUnavailable(),
                                new Circuit<>(PolicyEngine.UNAVAILABLE, ticker, new Random()),
                                meters))
                        .orElseGet(() -> PolicyRules.load(settings.file())),
                meters);
    }

    /** A gate that decides by the built-in rules, and counts for nobody. */
    public static PolicyGate builtIn() {
        return new PolicyGate(PolicyRules.load(Optional.empty()), new SimpleMeterRegistry());
    }

    /** Decides about one proposed action. */
    public PolicyDecision decide(PolicyQuestion question) throws InterruptedException {
        return decide(List.of(question)).getFirst();
    }

    /**
     * Decides about the actions proposed for one and the same event, all within the time of one.
     *
     * @return a decision for each, in their order
     */
    public List<PolicyDecision> decide(List<PolicyQuestion> questions) throws InterruptedException {
        List<PolicyQuestion> asked =
                questions.stream().filter(PolicyQuestion::matters).toList();
        Iterator<PolicyVerdict> verdicts =
                (asked.isEmpty() ? List.<PolicyVerdict>of() : policy.judge(asked)).iterator();
        List<PolicyDecision> decisions = new ArrayList<>(questions.size());
        for (PolicyQuestion question : questions) {
            PolicyVerdict verdict = question.matters() ? verdicts.next() : PolicyVerdict.NOT_ASKED;
            decisions.add(new PolicyDecision(question.action(), verdict));
            if (verdict.asked()) {
                tell(question, verdict);
            }
        }
        return List.copyOf(decisions);
    }

    /** Looks whether the local file has changed; a wrong one changes nothing. To be called every few seconds. */
    public void refresh() {
        policy.refresh();
    }

    /** Makes the first question as fast as the later ones, asking nobody. To be called before requests come. */
    public void warmUp() throws InterruptedException {
        policy.warmUp();
    }

    private void tell(PolicyQuestion question, PolicyVerdict verdict) {
        meters.counter(
                        "aegis.policy.decisions",
                        "action",
                        question.action().label(),
                        "kind",
                        question.kind().label(),
                        "outcome",
                        verdict.allowed() ? "allowed" : "denied",
                        "source",
                        verdict.source().label())
                .increment();
        if (!verdict.allowed()) {
            LOG.atInfo()
                    .addKeyValue("action", question.action().label())
                    .addKeyValue("kind", question.kind().label())
                    .addKeyValue("source", verdict.source().label())
                    .addKeyValue("reason", verdict.reason().orElse(""))
                    .addKeyValue("decision_id", verdict.decisionId().orElse(""))
                    .log("a proposed action is denied by policy; alert_admin is recommended instead");
        }
    }

    @Override
    public void close() {
        policy.close();
    }
}
