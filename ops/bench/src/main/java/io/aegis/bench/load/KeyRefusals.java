/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.Client;
import io.aegis.bench.load.openloop.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a run whose every request is refused for its key: it would measure nothing, for minutes. Once a request was answered otherwise the
 * run goes to its end. Thread-safe.
 */
final class KeyRefusals {

    /** So many refusals, with nothing else before them, end a run. */
    static final int ENOUGH = 50;

    private static final Set<String> REFUSALS = Set.of("401", "403");

    private final AtomicInteger refused = new AtomicInteger();

    /** Has clients look at what they are answered. */
    List<Client> watching(List<? extends Client> clients) {
        return clients.stream().<Client>map(Watching::new).toList();
    }

    private void look(Outcome outcome) {
        if (refused.get() < 0) {
            return;
        }
        if (!REFUSALS.contains(outcome.label())) {
            refused.set(Integer.MIN_VALUE);
        } else if (refused.incrementAndGet() >= ENOUGH) {
            throw new UsageException("the API refuses every request (" + outcome.label()
                    + "): --key needs a key that may make them; 'ops/aegis keys list' shows their roles");
        }
    }

    private final class Watching implements Client {

        private final Client client;

        Watching(Client client) {
            this.client = client;
        }

        @Override
        public Outcome call(long number) throws IOException {
            Outcome outcome = client.call(number);
            look(outcome);
            return outcome;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
