/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.policy.PolicyDecision;
import io.aegis.policy.PolicyDecisions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A verdict and what became of the actions that it proposes.
 *
 * @param id of the prediction
 * @param at when it was made
 * @param verdict what was found
 * @param decisions of the policy, one for each proposed action
 * @param historyKnown whether the past of metrics could be read
 */
record FailureFinding(
        UUID id, Instant at, FailureVerdict verdict, List<PolicyDecision> decisions, boolean historyKnown) {

    /** The rules, which always speak. */
    static final String MODEL = "failure-rules v1";

    /** Who spoke, the one who decided first. */
    List<String> models() {
        return Stream.concat(verdict.typing().model().stream(), Stream.of(MODEL))
                .toList();
    }

    /** What became of the actions. */
    PolicyDecisions policy() {
        return new PolicyDecisions(decisions);
    }

    /** What may be recommended, the first first, nothing twice. */
    List<RemediationAction> recommended() {
        return policy().recommended();
    }

    /** As it is stored. */
    Prediction prediction() {
        var telling = policy().telling().verdict();
        return new Prediction(
                id,
                PredictionKind.FAILURE,
                at,
                verdict.detected(),
                verdict.confidence(),
                verdict.confidence(),
                verdict.severity(),
                verdict.type(),
                recommended(),
                models(),
                new PolicyOutcome(telling.asked(), telling.allowed(), telling.decisionId(), telling.reason()),
                FailureJson.stored(this));
    }

    /** The service that it began in, if one has a name. */
    Optional<String> root() {
        return verdict.affected().stream().findFirst();
    }
}
