/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be closed at the end, last opened first. Whatever fails to close does not keep the rest from closing. */
final class Shutdown implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private record Step(String name, AutoCloseable closing) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    /** Remembers to close something before everything that was opened before it. */
    synchronized <T extends AutoCloseable> T opened(String name, T closing) {
        steps.push(new Step(name, closing));
        return closing;
    }

    /** Closes everything. A second call finds nothing left to do. */
    @Override
    public synchronized void close() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.closing().close();
            } catch (Exception e) {
                LOG.atError().setCause(e).addKeyValue("step", step.name()).log("could not be closed");
            }
        }
    }
}
