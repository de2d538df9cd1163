/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.WireCursor;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who sent a part of a request: what of its attributes tells services and places apart, as labels.
 *
 * @param labels by the names that series have here
 */
record OtlpResource(Map<String, String> labels) {

    private static final FieldNames RESOURCE = FieldNames.of("1 attributes[]");

    /** A label, and the attributes of OpenTelemetry's semantic conventions that it is taken from, the first that is there. */
    private static final Map<String, List<String>> LABELS = Map.ofEntries(
            Map.entry("service", List.of("service.name")),
            Map.entry("namespace", List.of("k8s.namespace.name", "service.namespace")),
            Map.entry("cluster", List.of("k8s.cluster.name")),
            Map.entry("node", List.of("k8s.node.name")),
            Map.entry("deployment", List.of("k8s.deployment.name")),
            Map.entry("statefulset", List.of("k8s.statefulset.name")),
            Map.entry("daemonset", List.of("k8s.daemonset.name")),
            Map.entry("cronjob", List.of("k8s.cronjob.name")),
            Map.entry("pod", List.of("k8s.pod.name")),
            Map.entry("container", List.of("k8s.container.name", "container.name")),
            Map.entry("host", List.of("host.name")),
            Map.entry("environment", List.of("deployment.environment.name", "deployment.environment")));

    /** Often made up anew at each start, so that it tells instances apart only where nothing steadier does. */
    private static final String INSTANCE = "service.instance.id";

    /** Copies the labels. */
    OtlpResource {
        labels = Map.copyOf(labels);
    }

    /** Reads the resource that a cursor stands at. */
    static OtlpResource read(WireCursor in, OtlpBudget budget) throws IOException {
        Map<String, String> attributes = new HashMap<>();
        in.message(RESOURCE, field -> {
            if (field == 1) {
                AnyValue.readPair(in, budget, attributes);
            }
        });
        return of(attributes);
    }

    /** Of attributes, by their names in the semantic conventions. */
    static OtlpResource of(Map<String, String> attributes) {
        Map<String, String> labels = new HashMap<>();
        LABELS.forEach((label, names) -> names.stream()
                .filter(attributes::containsKey)
                .findFirst()
                .ifPresent(name -> labels.put(label, attributes.getOrDefault(name, ""))));
        if (attributes.containsKey(INSTANCE) && !labels.containsKey("pod") && !labels.containsKey("host")) {
            labels.put("instance", attributes.getOrDefault(INSTANCE, ""));
        }
        return new OtlpResource(labels);
    }

    /** The service that it is, named as its series name it; a name that is too long is none. */
    String service() {
        try {
            return Series.of(MetricType.REQUEST_RATE, labels).service().orElse(FailureVerdict.NAMELESS);
        } catch (IllegalArgumentException e) {
            return FailureVerdict.NAMELESS;
        }
    }
}
