/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.aegis.connection.OpenConnection;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection gives: first what its own reader has taken off it already, to tell what it speaks, then what comes from its
 * socket.
 *
 * @param taken by the connection's own reader
 * @param socket the rest
 * @param connection is told what is waited for
 */
record ConnectionInput(DataReader taken, HelidonSocket socket, OpenConnection connection)
        implements Supplier<byte @Nullable []> {

    /** The next bytes; null at the end, as Helidon wants it. */
    @Override
    public byte @Nullable [] get() {
        if (taken.available() > 0) {
            return taken.readBuffer().readBytes();
        }
        connection.waits();
        try {
            byte @Nullable [] bytes = socket.get();
            connection.got();
            return bytes;
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("the connection broke off", e);
        }
    }
}
