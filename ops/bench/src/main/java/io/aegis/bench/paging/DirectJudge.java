/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import io.aegis.monitoring.alert.LeastEffect;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Instant;
import java.util.BitSet;

/**
 * The domain itself, without a service around it.
 *
 * @param start time of the first sample
 */
record DirectJudge(Instant start) implements PageJudge {

    @Override
    public WakeUps judge(MadeSeries series) {
        var type = series.kind().type();
        var watch = new SeriesWatch(type, Windows.service(), LeastEffect.of(type));
        var alerting = new BitSet();
        for (int minute = 0; minute < series.values().size(); minute++) {
            alerting.set(
                    minute,
                    watch.judge(start.plusSeconds(60L * minute), series.values().get(minute))
                            .alert()
                            .alert());
        }
        return new WakeUps(alerting, series.values().size());
    }
}
