/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * When somebody would have been woken: alerts that are at most half an hour apart are one.
 *
 * @param alerting the samples that alerted
 * @param samples how many there are
 */
record WakeUps(BitSet alerting, int samples) {

    private static final int ONE = 30;
    private static final int AFTER = 5;

    /** Where they begin. */
    IntStream begins() {
        return alerting.stream().filter(at -> {
            int before = alerting.previousSetBit(at - 1);
            return before < 0 || at - before > ONE;
        });
    }

    /** Minutes until an alert began within the incident, or up to five minutes after it; empty when none did. */
    OptionalInt minutesTo(InjectedEvent incident) {
        return alerting.stream()
                .filter(at -> at >= incident.from() && at <= incident.to() + AFTER)
                .filter(at -> at == 0 || !alerting.get(at - 1))
                .map(at -> at - incident.from())
                .findFirst();
    }
}
