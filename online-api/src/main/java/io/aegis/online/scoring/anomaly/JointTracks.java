/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import java.util.LinkedHashMap;
import java.util.Map;

/** The {@link JointTrack} of each service, of those heard last: {@code 256}, some 12 MB at most. Thread-safe. */
final class JointTracks {

    private static final int MOST_SERVICES = 256;

    private final double threshold;
    private final Map<String, JointTrack> tracks = new LinkedHashMap<>(16, 0.75f, true);

    /** @param threshold scores from here are strange */
    JointTracks(double threshold) {
        this.threshold = threshold;
    }

    /** That of a service, a new one for a service that was not heard lately. */
    synchronized JointTrack of(String service) {
        JointTrack track = tracks.computeIfAbsent(service, _ -> new JointTrack(threshold));
        if (tracks.size() > MOST_SERVICES) {
            tracks.remove(tracks.keySet().iterator().next());
        }
        return track;
    }
}
