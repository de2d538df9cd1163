/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.graph;

import java.util.Collection;

/** Takes notice of calls. Implementations are thread-safe and quick. */
@FunctionalInterface
public interface CallSink {

    /** Takes calls, in any order. */
    void called(Collection<ServiceCall> calls);
}
