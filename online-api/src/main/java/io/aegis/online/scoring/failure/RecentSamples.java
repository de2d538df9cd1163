/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.db.series.SampleHistory;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.ServiceName;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is stored of services' last minutes, for a verdict that somebody asks for without sending samples. Bounded; what cannot
 * be read in time is left out.
 *
 * @param history read
 * @param window how far back
 */
record RecentSamples(SampleHistory history, Duration window) {

    private static final Logger LOG = LoggerFactory.getLogger(RecentSamples.class);
    private static final int MOST_SERVICES = 10;
    private static final int MOST_SERIES = 50;
    private static final int MOST_SAMPLES = 400;

    Map<Series, List<Measurement>> of(Set<String> services, Instant now, Deadline deadline) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        try {
            for (String service : services.stream().limit(MOST_SERVICES).toList()) {
                for (SampleHistory.Member member : members(service, deadline)) {
                    List<Measurement> some =
                            history.between(member.id(), now.minus(window), now, MOST_SAMPLES, deadline);
                    if (!some.isEmpty()) {
                        samples.put(member.series(), some);
                    }
                }
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Alerts are judged without all stored samples: {}", e.getMessage());
        }
        return samples;
    }

    /** An alert may name a service without its namespace, as a rule that sums over it does. */
    private List<SampleHistory.Member> members(String service, Deadline deadline) throws DatabaseUnavailableException {
        List<SampleHistory.Member> members = history.ofService(service, MOST_SERIES, deadline);
        return members.isEmpty() && ServiceName.bare(service).equals(service)
                ? history.ofName(service, MOST_SERIES, deadline)
                : members;
    }
}
