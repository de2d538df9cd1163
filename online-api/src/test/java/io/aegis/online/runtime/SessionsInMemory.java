/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import io.aegis.db.keys.SessionSource;
import io.aegis.deadline.Deadline;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions of a runtime without a database. */
public final class SessionsInMemory implements SessionSource {

    private final Map<ByteBuffer, Found> sessions = new ConcurrentHashMap<>();

    @Override
    public void begin(byte[] token, byte[] key, Duration length, Deadline deadline) {
        sessions.put(
                ByteBuffer.wrap(token),
                new Found(key, Clock.systemUTC().instant().plus(length)));
    }

    @Override
    public Optional<Found> find(byte[] token, Deadline deadline) {
        return Optional.ofNullable(sessions.get(ByteBuffer.wrap(token)));
    }

    @Override
    public void end(byte[] token, Deadline deadline) {
        sessions.remove(ByteBuffer.wrap(token));
    }
}
