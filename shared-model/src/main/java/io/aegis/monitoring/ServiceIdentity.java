/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import io.aegis.monitoring.IdentityRules.Kind;
import io.aegis.monitoring.IdentityRules.Label;
import io.aegis.monitoring.IdentityRules.Reporter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names the service that labels of a monitoring system tell of: by its workload, else its pod, a name that somebody gave it, its
 * container, its job, an object of its or its place; with its namespace in front, where there is one. An exporter is never the
 * service that it tells of. Which labels say what, and who is an exporter, is data, {@code service-identity.txt}. Immutable.
 */
public final class ServiceIdentity {

    private static final IdentityRules RULES = IdentityRules.load();
    private static final String EXPORTED = "exported_";

    private final MostTelling exported = new MostTelling();
    private final MostTelling plain = new MostTelling();
    private final Optional<String> speaker;
    private final boolean own;

    private ServiceIdentity(Map<String, String> labels) {
        labels.forEach((name, value) -> RULES.label(name)
                .ifPresent(label -> (name.startsWith(EXPORTED) ? exported : plain).note(label, value)));
        speaker = Stream.of(plain.of(Kind.JOB), plain.of(Kind.NAME), exportersContainer())
                .flatMap(Optional::stream)
                .filter(ServiceIdentity::isReporter)
                .findFirst();
        own = exported.of(Kind.POD).isEmpty()
                && plain.of(Kind.POD).filter(this::isSpeakers).isPresent();
    }

    /** The most telling label of each kind. */
    private static final class MostTelling {
        private final Map<Kind, String> values = new EnumMap<>(Kind.class);
        private final Map<Kind, Integer> ranks = new EnumMap<>(Kind.class);

        private void note(Label label, String value) {
            if (!value.isEmpty() && label.rank() < ranks.getOrDefault(label.kind(), Integer.MAX_VALUE)) {
                values.put(label.kind(), value);
                ranks.put(label.kind(), label.rank());
            }
        }

        private Optional<String> of(Kind kind) {
            return Optional.ofNullable(values.get(kind));
        }
    }

    /** The service that labels tell of; empty when they tell of none. */
    public static Optional<String> of(Map<String, String> labels) {
        return new ServiceIdentity(labels).service();
    }

    /** The pod that labels tell of, with its namespace where that is known; empty when they tell of none. */
    public static Optional<String> pod(Map<String, String> labels) {
        ServiceIdentity identity = new ServiceIdentity(labels);
        return identity.told(Kind.POD)
                .filter(pod -> !identity.own || identity.service().equals(Optional.of(identity.workload(pod))))
                .map(pod -> identity.named(Kind.POD, pod));
    }

    private Optional<String> service() {
        // What Prometheus adds about an exporter's own pod says nothing of whom the exporter tells.
        Optional<String> pod = own ? Optional.empty() : told(Kind.POD);
        return told(Kind.WORKLOAD)
                .map(each -> named(Kind.WORKLOAD, each))
                .or(() -> told(Kind.AUTOSCALER).map(each -> named(Kind.AUTOSCALER, RULES.scaled(each))))
                .or(() -> given(pod).map(each -> named(Kind.NAME, each)))
                .or(() -> pod.map(this::workload))
                .or(() -> others(Kind.CONTAINER))
                .or(() -> others(Kind.JOB))
                .or(() -> told(Kind.OBJECT).map(each -> named(Kind.OBJECT, each)))
                .or(() -> exported.of(Kind.PLACE))
                .or(() -> itself(Reporter.GATEWAY))
                .or(() -> told(Kind.NODE))
                .or(() -> itself(Reporter.CLUSTER).filter(_ -> own))
                .or(() -> told(Kind.PLACE))
                .or(() -> told(Kind.NAME))
                .or(() -> told(Kind.JOB))
                .or(() -> told(Kind.CONTAINER));
    }

    private Optional<String> told(Kind kind) {
        return exported.of(kind).or(() -> plain.of(kind));
    }

    /** What a label says of others than the exporter. */
    private Optional<String> about(Kind kind) {
        return own ? exported.of(kind) : told(kind);
    }

    private Optional<String> others(Kind kind) {
        return about(kind)
                .filter(each -> !isReporter(each))
                .filter(each -> kind != Kind.JOB || !RULES.found(each))
                .map(each -> named(kind, each));
    }

    /** A name that somebody gave; what Prometheus finds in Kubernetes has the scraped service for one, which may be another's. */
    private Optional<String> given(Optional<String> pod) {
        Optional<String> name = about(Kind.NAME);
        boolean scraped = pod.isPresent() && (told(Kind.NAMESPACE).isPresent() || name.equals(told(Kind.JOB)));
        return scraped ? Optional.empty() : name.filter(each -> !isReporter(each));
    }

    /** Who tells, where it is of this kind: by its own pod, else by its name. */
    private Optional<String> itself(Reporter kind) {
        return speaker.filter(each -> RULES.reporter(each).equals(Optional.of(kind)))
                .map(each -> own ? plain.of(Kind.POD).map(this::workload).orElse(each) : named(Kind.JOB, each));
    }

    /** What may tell who speaks where neither job nor service does; without a job nobody was scraped. */
    private Optional<String> exportersContainer() {
        return plain.of(Kind.JOB).flatMap(_ -> plain.of(Kind.CONTAINER));
    }

    /** Whether a pod is that of the exporter whose words these are. */
    private boolean isSpeakers(String pod) {
        String name = IdentityRules.plain(RULES.workload(pod, true).orElse(pod));
        return isReporter(name)
                && speaker.map(each -> IdentityRules.plain(each.substring(each.lastIndexOf('/') + 1)))
                        .filter(each -> name.contains(each) || each.contains(name))
                        .isPresent();
    }

    private static boolean isReporter(String name) {
        return RULES.reporter(name).isPresent();
    }

    private String workload(String pod) {
        return RULES.workload(pod, told(Kind.NAMESPACE).isPresent())
                .map(workload -> named(Kind.WORKLOAD, workload))
                .orElseGet(() -> named(Kind.POD, pod));
    }

    /** With the namespace, unless it is there already; no longer than a label may be, as it is stored and sent as one. */
    private String named(Kind kind, String name) {
        return told(Kind.NAMESPACE)
                .filter(_ -> RULES.qualified(kind))
                .map(namespace -> ServiceName.within(namespace, name))
                .filter(both -> both.length() <= Series.MAX_VALUE_LENGTH)
                .orElse(name);
    }
}
