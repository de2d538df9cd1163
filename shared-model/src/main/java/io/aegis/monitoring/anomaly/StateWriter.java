/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes the parts of a detector's state one after the other. */
final class StateWriter {

    private ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

    void number(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void single(float value) {
        room(Float.BYTES).putFloat(value);
    }

    void whole(long value) {
        room(Long.BYTES).putLong(value);
    }

    void count(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void rounded(int kept) {
        room(Integer.BYTES).putInt(kept);
    }

    void small(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            byte[] longer = Arrays.copyOf(buffer.array(), 2 * buffer.capacity());
            buffer = ByteBuffer.wrap(longer).position(buffer.position());
        }
        return buffer;
    }
}
