/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@link JointTrack} of each service: {@value #MOST_SERVICES}, some 12 MB at most. A further one takes the place of a service that has been
 * silent for an hour; where none has, it is left to the detectors of its series, rather than that all forget each other in turn.
 * Thread-safe.
 */
final class JointTracks {

    static final int MOST_SERVICES = 256;

    private static final Duration GONE = Duration.ofHours(1);

    private final double threshold;
    /** Those heard longest ago first. */
    private final Map<String, JointTrack> tracks = new LinkedHashMap<>(16, 0.75f, true);

    /** @param threshold scores from here are strange */
    JointTracks(double threshold) {
        this.threshold = threshold;
    }

    /**
     * That of a service.
     *
     * @param at when samples of it are from
     */
    synchronized Optional<JointTrack> of(String service, Instant at) {
        JointTrack known = tracks.get(service);
        if (known != null) {
            return Optional.of(known);
        }
        if (tracks.size() == MOST_SERVICES) {
            Map.Entry<String, JointTrack> eldest = tracks.entrySet().iterator().next();
            if (eldest.getValue().now().plus(GONE).isAfter(at)) {
                return Optional.empty();
            }
            tracks.remove(eldest.getKey());
        }
        JointTrack track = new JointTrack(threshold);
        tracks.put(service, track);
        return Optional.of(track);
    }
}
