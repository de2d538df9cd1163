/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.product;

import io.aegis.bench.load.openloop.PacingClock;
import java.io.IOException;
import java.time.Duration;

/** Asks again five times a second, for so long. */
final class Polling {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PacingClock time;
    private final Duration limit;
    private final long end;

    Polling(PacingClock time, Duration limit) {
        this.time = time;
        this.limit = limit;
        this.end = time.nanos() + limit.toNanos();
    }

    /**
     * Returns when it is time to ask again.
     *
     * @param what is waited for
     * @throws IOException when the limit is over
     */
    void pause(String what) throws IOException, InterruptedException {
        if (time.nanos() - end > 0) {
            throw new IOException(what + " has not ended within " + limit.toSeconds() + " s");
        }
        time.awaitUntil(time.nanos() + PAUSE.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
