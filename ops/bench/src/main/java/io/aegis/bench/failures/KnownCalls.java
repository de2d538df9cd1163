/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.monitoring.MetricSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which pods of a day call which, by what is known of their services: {@code {"frontend": ["cartservice"]}}. */
final class KnownCalls {

    /** The replica set and the pod's own part of a name. */
    private static final Pattern POD = Pattern.compile("-[a-z0-9]+-[a-z0-9]+$");

    private KnownCalls() {}

    /** The calls between the pods that samples are of; services without any stand for themselves. */
    static Map<String, Set<String>> read(Path file, Collection<MetricSample> samples) throws IOException {
        Map<String, Set<String>> pods = new TreeMap<>();
        for (MetricSample sample : samples) {
            sample.series()
                    .service()
                    .ifPresent(pod -> pods.computeIfAbsent(POD.matcher(pod).replaceFirst(""), _ -> new TreeSet<>())
                            .add(pod));
        }
        Map<String, Set<String>> calls = new TreeMap<>();
        JsonNode services = new JsonMapper().readTree(Files.readString(file));
        services.properties().forEach(caller -> {
            Set<String> callees = new TreeSet<>();
            caller.getValue()
                    .forEach(callee -> callees.addAll(pods.getOrDefault(callee.asText(), Set.of(callee.asText()))));
            pods.getOrDefault(caller.getKey(), Set.of(caller.getKey())).forEach(pod -> calls.put(pod, callees));
        });
        return calls;
    }
}
