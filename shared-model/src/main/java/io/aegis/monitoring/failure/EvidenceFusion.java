/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.ServiceName;
import io.aegis.monitoring.logs.LogSigns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Fuses the findings about all services into one verdict. Good for one verdict. */
final class EvidenceFusion {

    private static final double SATURATED = 0.8;
    private static final double CLEAR = 4;
    private static final double LOUD = 0.6;
    private static final double FATAL = 0.8;
    private static final double LOCATED = 0.6;
    private static final double SURE = 0.5;
    private static final int MOST_AFFECTED = 100;
    private static final Finding NOTHING = Finding.nothing(FailureVerdict.NAMELESS);

    private final List<Finding> findings;
    private final Map<String, Finding> byService = new HashMap<>();
    private final Map<String, Set<AbsoluteFailureSign>> hard = new HashMap<>();
    private final List<ServiceEvidence> services;
    private final RootCause ranking;
    private final FailureLikelihood failureLikelihood;
    private final LogSigns signs;
    private final boolean anyLogs;
    private final TypeModel model;
    private final CallGraph calls;

    EvidenceFusion(List<Finding> findings, CallGraph calls, int logMinutes, TypeModel model) {
        this.findings = findings;
        this.model = model;
        this.calls = calls;
        for (Finding finding : findings) {
            byService.put(finding.service(), finding);
            Set<AbsoluteFailureSign> shown = AbsoluteFailureSign.of(finding, logMinutes);
            if (!shown.isEmpty()) {
                hard.put(finding.service(), shown);
            }
        }
        services = findings.stream().map(Finding::evidence).toList();
        ranking = RootCause.among(services, calls);
        failureLikelihood = FailureLikelihood.of(services, logMinutes);
        anyLogs = findings.stream().anyMatch(finding -> !finding.lines().isEmpty());
        signs = signs();
    }

    /** What single lines say, as far as it is not what they always say. */
    private LogSigns signs() {
        LogSigns all = LogSigns.in(
                findings.stream().flatMap(finding -> finding.lines().stream()).toList());
        Optional<String> timeout = findings.stream()
                .filter(finding -> shows(finding.service(), AbsoluteFailureSign.TIMEOUT))
                .max(Comparator.comparingInt(
                                (Finding finding) -> finding.timeouts().size())
                        .thenComparing(Finding::service, Comparator.reverseOrder()))
                .map(Finding::service);
        return new LogSigns(all.restarting(), timeout, fatal());
    }

    /** What ran out goes before the crash that comes of it, and whoever says it most before others. */
    private Optional<LogSigns.Fatal> fatal() {
        record Said(LogSigns.Fatal fatal, int lines) {}
        return findings.stream()
                .filter(finding ->
                        hard.getOrDefault(finding.service(), Set.of()).stream().anyMatch(AbsoluteFailureSign::isFatal))
                .flatMap(finding -> finding.fatal().entrySet().stream()
                        .filter(each -> shows(finding.service(), AbsoluteFailureSign.of(each.getKey())))
                        .map(each -> new Said(
                                new LogSigns.Fatal(finding.service(), each.getKey()),
                                each.getValue().size())))
                .min(Comparator.comparing((Said said) -> said.fatal().sign())
                        .thenComparing(Comparator.comparingInt(Said::lines).reversed())
                        .thenComparing(said -> said.fatal().service()))
                .map(Said::fatal);
    }

    private boolean shows(String service, AbsoluteFailureSign sign) {
        return hard.getOrDefault(service, Set.of()).contains(sign);
    }

    FailureVerdict verdict(Function<Set<String>, FailureVerdict.Basis> basis) {
        Finding suspect = suspect();
        Diagnosis rules = Diagnosis.of(services, suspect.evidence(), signs, anyLogs, calls);
        boolean saturated = rules.type() == FailureType.CPU_SATURATION && rules.sufficient() && rising(suspect);
        boolean detected = failureLikelihood.detected() || !hard.isEmpty() || saturated;
        Diagnosis ruled = refined(rules, suspect);
        FailureFeatures features = FailureFeatures.of(findings, suspect);
        // What lines say in so many words is not among what a model judges by.
        Diagnosis diagnosis = signs.fatal().isPresent() ? ruled : model.judge(features, ruled);
        Finding root = root(diagnosis.type(), suspect);
        double confidence = confidence(detected, saturated);
        boolean pointed = hard.containsKey(root.service()) || !root.service().equals(first().service());
        double located = pointed ? Math.max(LOCATED, ranking.confidence()) : ranking.confidence();
        List<RootCause.Suspect> suspects = ranked(root.service());
        return new FailureVerdict(
                detected,
                diagnosis.type(),
                confidence,
                diagnosis.confidence(),
                failureLikelihood.margin(),
                suspects,
                located,
                detected
                        ? Optional.of(new Explanation(root, diagnosis.type(), located >= SURE, caller(root)).text())
                        : Optional.empty(),
                detected ? affected(root) : List.of(),
                detected
                        ? RecommendedActions.of(
                                diagnosis.type(),
                                confidence,
                                root.evidence(),
                                root.logs().errors(),
                                located,
                                shows(root.service(), AbsoluteFailureSign.OUT_OF_MEMORY))
                        : List.of(RemediationAction.NO_ACTION),
                List.of(),
                suspects.stream()
                        .limit(FailureVerdict.MOST_EVIDENCE)
                        .map(one -> finding(one.service()))
                        .toList(),
                basis.apply(spelled()),
                new FailureVerdict.Typing(ruled, features, model.name()));
    }

    /** What was found about a service; nothing about one that is only known to be called. */
    private Finding finding(String service) {
        Finding known = byService.get(service);
        return known == null ? Finding.nothing(service) : known;
    }

    private Finding first() {
        return ranking.suspects().isEmpty()
                ? NOTHING
                : finding(ranking.suspects().getFirst().service());
    }

    /** The most suspicious service; where the ranking is unsure, that with the most hard signs. */
    private Finding suspect() {
        if (ranking.confidence() >= SURE || hard.isEmpty()) {
            return first();
        }
        return ranking.suspects().stream()
                .map(RootCause.Suspect::service)
                .filter(hard::containsKey)
                // The first of equal ones stays, and the order is that of suspicion.
                .reduce((one, other) -> hard.getOrDefault(other, Set.of()).size()
                                > hard.getOrDefault(one, Set.of()).size()
                        ? other
                        : one)
                .map(service -> finding(service))
                .orElse(NOTHING);
    }

    /** What lines and alerts say in words decides over a metric of which nobody knows what is usual. */
    private Diagnosis refined(Diagnosis rules, Finding suspect) {
        boolean byLevel = (rules.type() == FailureType.CPU_SATURATION && unknown(suspect, MetricType.CPU_USAGE))
                || (rules.type() == FailureType.MEMORY_PRESSURE && unknown(suspect, MetricType.MEMORY_USAGE));
        if (byLevel && signs.timeout().isPresent() && signs.fatal().isEmpty()) {
            return new Diagnosis(FailureType.DEPENDENCY_TIMEOUT, LOUD, true);
        }
        if (rules.type() != FailureType.UNKNOWN) {
            return rules;
        }
        Optional<FailureType> told = findings.stream()
                .flatMap(finding -> finding.alerts().stream())
                .sorted(Comparator.comparing(FiringAlert::grave).reversed())
                .flatMap(alert -> alert.type().stream())
                .findFirst();
        if (told.isPresent()) {
            return new Diagnosis(told.get(), LOUD, false);
        }
        boolean errors = hard.values().stream().anyMatch(each -> each.contains(AbsoluteFailureSign.ERRORS));
        return errors ? new Diagnosis(FailureType.ERROR_BURST, LOUD, true) : rules;
    }

    private static boolean unknown(Finding suspect, MetricType type) {
        return suspect.metric(type).filter(MetricFinding::seasoned).isEmpty();
    }

    private static boolean rising(Finding suspect) {
        return suspect.metric(MetricType.CPU_USAGE)
                .filter(cpu -> !cpu.habitual() && cpu.evidence().latest() >= CLEAR)
                .isPresent();
    }

    /** Where it began: for what lines say in words, the service that says it, or the one that it says it of. */
    private Finding root(FailureType type, Finding suspect) {
        Optional<String> says = switch (type) {
            case CRASH_LOOP -> signs.restarting().or(this::failing);
            case DEPENDENCY_TIMEOUT -> signs.timeout();
            case MEMORY_PRESSURE, DISK_SATURATION -> failing();
            default -> Optional.empty();
        };
        Finding speaker = says.map(service -> finding(service)).orElse(suspect);
        return type == FailureType.DEPENDENCY_TIMEOUT ? silent(speaker).orElse(speaker) : speaker;
    }

    /** The service whose program could not go on. */
    private Optional<String> failing() {
        return signs.fatal().map(LogSigns.Fatal::service);
    }

    /** The known service that another's errors name as not answering; they leave out namespaces, so its own goes first. */
    private Optional<Finding> silent(Finding speaker) {
        String own = ServiceName.bare(speaker.service());
        String namespace = speaker.service().substring(0, speaker.service().length() - own.length());
        return findings.stream()
                .filter(other -> !ServiceName.bare(other.service()).equals(own))
                .filter(other -> speaker.timeouts().stream()
                        .anyMatch(line -> names(line.message(), ServiceName.bare(other.service()))))
                .min(Comparator.comparing(other -> !other.service().startsWith(namespace)));
    }

    private static boolean names(String message, String service) {
        int at = message.indexOf(service);
        int end = at + service.length();
        return at >= 0
                && (at == 0 || !partOfName(message.charAt(at - 1)))
                && (end == message.length() || !partOfName(message.charAt(end)));
    }

    private static boolean partOfName(char character) {
        return Character.isLetterOrDigit(character) || character == '-' || character == '_';
    }

    /** Who complains about the root, when that is not the root itself. */
    private Optional<Finding> caller(Finding root) {
        return signs.timeout()
                .filter(service ->
                        !service.equals(root.service()) && root.timeouts().isEmpty())
                .map(service -> finding(service))
                .filter(finding -> silent(finding).filter(root::equals).isPresent());
    }

    private double confidence(boolean detected, boolean saturated) {
        if (!detected) {
            return failureLikelihood.confidence();
        }
        Set<AbsoluteFailureSign> all = EnumSet.noneOf(AbsoluteFailureSign.class);
        hard.values().forEach(all::addAll);
        // Each sign is as good as a coin that says failure; together they are surer.
        double bySigns = 1 - Math.pow(SURE, all.size());
        double byLogs = failureLikelihood.detected() && failureLikelihood.margin() < 0 ? LOUD : 0;
        double byWords = all.stream().anyMatch(AbsoluteFailureSign::isFatal) ? FATAL : 0;
        return DoubleStream.of(failureLikelihood.confidence(), bySigns, byLogs, byWords, saturated ? SATURATED : 0)
                .max()
                .orElse(0);
    }

    private List<RootCause.Suspect> ranked(String root) {
        List<RootCause.Suspect> order = new ArrayList<>(ranking.suspects());
        order.sort(
                Comparator.comparing((RootCause.Suspect one) -> !one.service().equals(root)));
        return order;
    }

    private List<String> affected(Finding root) {
        Set<String> affected = new LinkedHashSet<>();
        affected.add(root.service());
        ranking.suspects().stream()
                .map(RootCause.Suspect::service)
                .filter(service -> hard.containsKey(service) || finding(service).remarkable())
                .forEach(affected::add);
        affected.remove(FailureVerdict.NAMELESS);
        return affected.stream().limit(MOST_AFFECTED).toList();
    }

    private Set<String> spelled() {
        Set<String> spelled = new LinkedHashSet<>();
        hard.forEach((service, shown) ->
                shown.forEach(sign -> spelled.add(sign.name().toLowerCase(Locale.ROOT) + " in " + service)));
        return spelled;
    }
}
