/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import java.util.Optional;

/** Remembers the last reading of each counter. Implementations are thread-safe and bounded. */
@FunctionalInterface
public interface CounterMemory {

    /**
     * Notes a reading.
     *
     * @param id of the counter, the same for each reading of it
     * @return by how much it grew since the reading before; empty when there is none, when that is not older, or too long ago to
     *     say anything of now
     */
    Optional<CounterGrowth> grown(CounterId id, CounterReading reading);
}
