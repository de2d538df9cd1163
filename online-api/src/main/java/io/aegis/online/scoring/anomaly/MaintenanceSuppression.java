/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import java.util.ArrayList;
import java.util.List;

/**
 * Suppresses alerts of what is found in maintenance windows, by the time of the samples; scores stay as they are.
 *
 * @param calendar knows the windows
 */
record MaintenanceSuppression(MaintenanceCalendar calendar) {

    /** The same verdicts; of those samples that alert and lie in a window, without the alert. */
    SeriesVerdicts over(Series series, List<Measurement> sent, SeriesVerdicts judged) {
        if (calendar.isEmpty() || judged.alerts().stream().noneMatch(AlertDecision::alert)) {
            return judged;
        }
        List<AlertDecision> alerts = new ArrayList<>(judged.alerts());
        for (int place = 0; place < alerts.size(); place++) {
            if (alerts.get(place).alert()
                    && calendar.until(series, sent.get(place).time()).isPresent()) {
                alerts.set(place, alerts.get(place).inMaintenance());
            }
        }
        return new SeriesVerdicts(
                judged.verdicts(),
                alerts,
                judged.alertingBefore(),
                judged.samplesSeen(),
                judged.history(),
                judged.newest());
    }
}
