/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.ServiceName;
import io.aegis.monitoring.logs.LogEvidence;
import java.util.HashMap;
import java.util.Map;

/**
 * What the lines of a window say against the minutes before it.
 *
 * @param evidence by service
 * @param minutes of lines before the window that were compared with
 */
public record LogFindings(Map<String, LogEvidence> evidence, int minutes) {

    /** No lines, no findings. */
    public static final LogFindings NONE = new LogFindings(Map.of(), 0);

    /** Copies the map. */
    public LogFindings {
        evidence = Map.copyOf(evidence);
    }

    /** The same by the names under which services are known. */
    LogFindings known(ServiceName names) {
        Map<String, LogEvidence> known = new HashMap<>();
        evidence.forEach((service, found) -> known.put(names.of(service), found));
        return new LogFindings(known, minutes);
    }
}
