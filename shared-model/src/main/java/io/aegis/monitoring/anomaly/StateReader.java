/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.nio.ByteBuffer;

/**
 * Reads what {@link StateWriter} wrote, and refuses what it cannot have written. Every method throws {@link
 * IllegalArgumentException} or {@link java.nio.BufferUnderflowException} for that.
 */
final class StateReader {

    private final ByteBuffer buffer;

    StateReader(byte[] state) {
        buffer = ByteBuffer.wrap(state);
    }

    double number() {
        double value = buffer.getDouble();
        require(Double.isFinite(value));
        return value;
    }

    /** A number that was rounded, as it is kept. */
    int rounded() {
        int kept = buffer.getInt();
        require(Double.isFinite(RoundedNumber.of(kept)));
        return kept;
    }

    float single() {
        float value = buffer.getFloat();
        require(Float.isFinite(value));
        return value;
    }

    /** How often something was seen, faded or not. */
    float weight() {
        float value = single();
        require(value >= 0 && value <= 2 * RaritySketch.MASS);
        return value;
    }

    long whole() {
        return buffer.getLong();
    }

    int count(int most) {
        int value = buffer.getInt();
        require(value >= 0 && value <= most);
        return value;
    }

    int small(int most) {
        int value = buffer.get();
        require(value >= 0 && value <= most);
        return value;
    }

    void end() {
        require(!buffer.hasRemaining());
    }

    private static void require(boolean sane) {
        if (!sane) {
            throw new IllegalArgumentException("this is no state of a detector");
        }
    }
}
