/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is said of a system at one moment.
 *
 * @param detected whether there is a failure
 * @param likely of which kind it is or, when there is none, would be
 * @param confidence that there is one, 0 to 1
 * @param typeConfidence in the kind, 0 to 1
 * @param margin by how much the metrics exceed what so many services show by chance
 * @param suspects all services, the most suspicious first
 * @param located how sure it is that it began in the first, 0 to 0.9
 * @param rootCause for people: where, and by which evidence; empty when there is no failure
 * @param affected services, the first being where it began if that has a name; empty when there is no failure
 * @param actions to propose, the first first; never empty
 * @param idle services that had so little to do for half an hour or so that they could be given less; empty when there is a failure
 * @param evidence of the most suspicious services, in their order, {@value #MOST_EVIDENCE} at the most
 * @param basis what it all rests on
 * @param typing how its kind was told
 */
public record FailureVerdict(
        boolean detected,
        FailureType likely,
        double confidence,
        double typeConfidence,
        double margin,
        List<RootCause.Suspect> suspects,
        double located,
        Optional<String> rootCause,
        List<String> affected,
        List<RemediationAction> actions,
        List<String> idle,
        List<Finding> evidence,
        Basis basis,
        Typing typing) {

    /** What samples and lines without a service are called. */
    public static final String NAMELESS = "unnamed";

    /** Services whose evidence is told. */
    public static final int MOST_EVIDENCE = 10;

    /**
     * What a verdict rests on.
     *
     * @param from where the window begins; what is exactly so old does not count
     * @param until the newest item
     * @param ignoredSamples samples outside of it
     * @param ignoredLogs lines outside of it
     * @param logMinutes minutes of logs before it that were compared with
     * @param hardSigns signs that are a failure whatever was usual, in words
     * @param calls between services, as far as they are known
     */
    public record Basis(
            Instant from,
            Instant until,
            int ignoredSamples,
            int ignoredLogs,
            int logMinutes,
            List<String> hardSigns,
            List<CallEdge> calls) {

        /** Copies the lists. */
        public Basis {
            hardSigns = List.copyOf(hardSigns);
            calls = List.copyOf(calls);
        }
    }

    /**
     * How the kind of a failure was told.
     *
     * @param rules what the rules say by themselves
     * @param features what a model judges by, whether or not there is one
     * @param model what spoke besides the rules; empty when none did
     */
    public record Typing(Diagnosis rules, FailureFeatures features, Optional<String> model) {}

    /** Copies the lists. */
    public FailureVerdict {
        suspects = List.copyOf(suspects);
        affected = List.copyOf(affected);
        actions = List.copyOf(actions);
        idle = List.copyOf(idle);
        evidence = List.copyOf(evidence);
    }

    /** Of which kind the failure is; empty when there is none. */
    public Optional<FailureType> type() {
        return detected ? Optional.of(likely) : Optional.empty();
    }

    /** Services that the actions are about: those that are affected or, where there is no failure, idle. */
    public List<String> concerned() {
        return detected ? affected : idle;
    }

    /** The same where there is no failure, but services that have little to do. */
    FailureVerdict withIdle(List<String> services) {
        return services.isEmpty()
                ? this
                : new FailureVerdict(
                        detected,
                        likely,
                        confidence,
                        typeConfidence,
                        margin,
                        suspects,
                        located,
                        rootCause,
                        affected,
                        List.of(RemediationAction.SCALE_DOWN),
                        services,
                        evidence,
                        basis,
                        typing);
    }

    /** How bad it is. */
    public Severity severity() {
        return Severity.of(confidence);
    }
}
