/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void says_the_numbers_that_decided() {
        assertThat(new AlertDecision(AlertReason.PERSISTENT, true, 53.8123, 1.0333, NOW).text())
                .isEqualTo("2 of the last 3 minutes were anomalous: 53.81 off, least effect 1.033");
        assertThat(new AlertDecision(AlertReason.ORDINARY, false, 0.00001, 1, NOW).text())
                .isEqualTo("ordinary");
        assertThat(new AlertDecision(AlertReason.BELOW_LEAST_EFFECT, false, 0.00001, 0.01, NOW).text())
                .isEqualTo("0.00001 off, below 0.01: no anomaly");
        assertThat(new AlertDecision(AlertReason.EXTREME, true, 1e300, 1, NOW).text())
                .isEqualTo("far beyond all that was: 1E+300 off, least effect 1");
    }

    @Test
    void a_combination_alerts_when_it_is_extreme_or_goes_on() {
        AlertDecision ordinary = new AlertDecision(AlertReason.ORDINARY, false, 0.5, 1, NOW);
        assertThat(ordinary.notable()).isFalse();
        assertThat(ordinary.combined(0.9, true)).isSameAs(ordinary);
        AlertDecision extreme = ordinary.combined(0.99, true);
        assertThat(extreme.alert()).isTrue();
        assertThat(extreme.begins()).isTrue();
        assertThat(extreme.notable()).isTrue();
        assertThat(ordinary.combined(0.9, false).begins()).isFalse();
        assertThat(ordinary.combined(0.9, false).reason()).isEqualTo(AlertReason.COMBINATION);
        AlertDecision alone = new AlertDecision(AlertReason.EXTREME, true, 5, 1, NOW);
        assertThat(alone.combined(1, false)).isSameAs(alone);
    }
}
