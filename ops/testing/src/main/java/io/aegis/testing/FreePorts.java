/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ports for processes that cannot say which one they got. They lie below those that systems hand out by themselves (from 32,768
 * on), so that no connection of another test takes one between the choice and the bind.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int BEHIND = 32_000;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    /**
     * So many different ports that nobody listens on.
     *
     * @throws IOException when there are not so many
     */
    public static List<Integer> of(int count) throws IOException {
        Random random = new Random();
        List<Integer> ports = new ArrayList<>();
        for (int tries = 0; ports.size() < count; tries++) {
            if (tries == TRIES) {
                throw new IOException("no port is free");
            }
            int port = random.nextInt(FIRST, BEHIND);
            if (!ports.contains(port) && isFree(port)) {
                ports.add(port);
            }
        }
        return List.copyOf(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket everywhere = new ServerSocket(port)) {
            return everywhere.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
