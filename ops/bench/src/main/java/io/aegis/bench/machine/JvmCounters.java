/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters that a JVM keeps in a mapped file for tools such as {@code jstat}. Reading them costs the JVM nothing, which an
 * agent would. The format is that of {@code perfMemory.hpp} of OpenJDK: a prologue, then entries of a name and a value.
 */
public final class JvmCounters {

    private static final int MAGIC = 0xcafec0c0;
    private static final int BYTE_ORDER = 4;
    private static final int ENTRY_OFFSET = 24;
    private static final int ENTRIES = 28;
    private static final char LONG = 'J';

    private final Path file;

    /** Counters in a file such as {@code /tmp/hsperfdata_USER/PID}. */
    public JvmCounters(Path file) {
        this.file = file;
    }

    /** The counters of a JVM of this user. */
    public static JvmCounters of(long pid) {
        return new JvmCounters(Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), Long.toString(pid)));
    }

    /**
     * All whole numbers by name, such as {@code sun.gc.collector.0.invocations}.
     *
     * @throws IOException when there are none, or they are of another format
     */
    public Map<String, Long> read() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        try {
            if (bytes.getInt(0) != MAGIC) {
                throw new IOException("no counters of a JVM: " + file);
            }
            bytes.order(bytes.get(BYTE_ORDER) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            Map<String, Long> counters = new HashMap<>();
            int at = bytes.getInt(ENTRY_OFFSET);
            for (int left = bytes.getInt(ENTRIES); left > 0; left--) {
                int length = bytes.getInt(at);
                if (bytes.get(at + 12) == LONG && bytes.getInt(at + 8) == 0) {
                    counters.put(name(bytes, at + bytes.getInt(at + 4)), bytes.getLong(at + bytes.getInt(at + 16)));
                }
                at += length;
            }
            return counters;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("counters that cannot be read: " + file, e);
        }
    }

    private static String name(ByteBuffer bytes, int at) {
        int end = at;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - at];
        bytes.get(at, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    /** Collections so far, young and full. */
    public Collections collections() throws IOException {
        Map<String, Long> counters = read();
        return new Collections(
                counters.getOrDefault("sun.gc.collector.0.invocations", 0L),
                counters.getOrDefault("sun.gc.collector.1.invocations", 0L));
    }

    /**
     * How often a JVM has collected.
     *
     * @param young of new objects alone
     * @param full of the whole heap
     */
    public record Collections(long young, long full) {

        /** Those from then to now. */
        public Collections since(Collections then) {
            return new Collections(young - then.young, full - then.full);
        }
    }
}
