/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Clients that connect before anything is measured and keep their connections from phase to phase. */
final class Population implements Closeable {

    private final List<FeedbackClient> clients = new ArrayList<>();

    /**
     * Connects that many.
     *
     * @throws IOException when one cannot connect; those that did are closed
     */
    Population(int size, IntFunction<FeedbackClient> maker) throws IOException {
        try {
            for (int i = 0; i < size; i++) {
                FeedbackClient client = maker.apply(i);
                client.open();
                clients.add(client);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    List<FeedbackClient> clients() {
        return clients;
    }

    @Override
    public void close() throws IOException {
        for (FeedbackClient client : clients) {
            client.close();
        }
    }
}
