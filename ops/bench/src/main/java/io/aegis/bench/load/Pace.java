/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.Percentiles;
import io.aegis.bench.load.openloop.Result;

/** What decides when a request is sent. */
enum Pace {
    /** A schedule at a steady rate. */
    STEADY,
    /** All are due in one moment, and there is a client for each. */
    AT_ONCE,
    /** A closed loop: the next is sent when a client is free. There is no schedule to count from. */
    WHEN_FREE;

    /** The times that mean something at this pace. */
    Percentiles times(Result result) {
        return this == WHEN_FREE ? result.fromSend() : result.fromSchedule();
    }
}
