/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.io.Closeable;
import java.io.IOException;

/** One of the population that makes the scheduled requests. Used by one thread at a time. */
public interface Client extends Closeable {

    /**
     * Makes a request and waits for its whole answer.
     *
     * @param number of the request in its schedule
     * @throws IOException when no whole answer came; the client stays usable
     */
    Outcome call(long number) throws IOException;
}
