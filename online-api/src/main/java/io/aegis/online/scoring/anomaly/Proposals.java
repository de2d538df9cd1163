/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import static io.aegis.monitoring.RemediationAction.ALERT_ADMIN;
import static io.aegis.monitoring.RemediationAction.CLEAR_CACHE;
import static io.aegis.monitoring.RemediationAction.NO_ACTION;
import static io.aegis.monitoring.RemediationAction.RESTART_POD;
import static io.aegis.monitoring.RemediationAction.SCALE_DOWN;
import static io.aegis.monitoring.RemediationAction.SCALE_UP;
import static io.aegis.monitoring.RemediationAction.THROTTLE_API;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.anomaly.View;

/**
 * What to do about an anomalous series, by what it measures, in which direction it left its band, and how: judgement, not
 * measured. A policy has the last word.
 *
 * <table>
 * <caption>Proposals</caption>
 * <tr><th>metric</th><th>above</th><th>below</th></tr>
 * <tr><td>cpu_usage</td><td>scale_up</td><td>scale_down when the whole level fell, else alert_admin</td></tr>
 * <tr><td>memory_usage</td><td>restart_pod from 90 %, else clear_cache</td><td>alert_admin</td></tr>
 * <tr><td>request_rate</td><td>throttle_api</td><td>alert_admin</td></tr>
 * <tr><td>error_rate</td><td>restart_pod</td><td>no_action</td></tr>
 * <tr><td>response_time</td><td>scale_up</td><td>no_action</td></tr>
 * <tr><td>disk_io</td><td>clear_cache</td><td>alert_admin</td></tr>
 * </table>
 */
final class Proposals {

    private static final double FULL = 90;

    private Proposals() {}

    static RemediationAction of(SeriesFinding finding) {
        double value = finding.told().value();
        boolean above = value >= finding.toldVerdict().band().expected();
        boolean shifted = finding.toldVerdict().reason().view() == View.LEVEL;
        return switch (finding.series().type()) {
            case CPU_USAGE -> above ? SCALE_UP : shifted ? SCALE_DOWN : ALERT_ADMIN;
            case MEMORY_USAGE -> above ? value >= FULL ? RESTART_POD : CLEAR_CACHE : ALERT_ADMIN;
            case REQUEST_RATE -> above ? THROTTLE_API : ALERT_ADMIN;
            case ERROR_RATE -> above ? RESTART_POD : NO_ACTION;
            case RESPONSE_TIME -> above ? SCALE_UP : NO_ACTION;
            case DISK_IO -> above ? CLEAR_CACHE : ALERT_ADMIN;
        };
    }
}
