/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import io.aegis.deadline.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What it costs to make {@value #BLOCK} bytes durable. Every acknowledged feedback pays it, alone or in a group commit, so no
 * insert figure can be compared without it.
 *
 * @param folder whose filesystem was measured
 * @param writes how many were made
 * @param medianMicros half of the writes took no longer, microseconds
 * @param p99Micros 99 % of the writes took no longer, microseconds
 */
public record FsyncCost(String folder, int writes, double medianMicros, double p99Micros) {

    private static final int BLOCK = 4096;

    /**
     * Appends and forces blocks in a temporary file, which it deletes.
     *
     * @param folder an existing one on the filesystem in question
     * @param writes how many, 1 to 10,000
     * @throws IOException when the folder cannot be written to
     */
    public static FsyncCost measure(Path folder, int writes, Ticker ticker) throws IOException {
        if (writes < 1 || writes > 10_000) {
            throw new IllegalArgumentException("writes must be 1 to 10000, not " + writes);
        }
        long[] nanos = new long[writes];
        Path file = Files.createTempFile(folder, "fsync", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (int i = 0; i < writes; i++) {
                long start = ticker.nanos();
                block.rewind();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
                channel.force(false);
                nanos[i] = ticker.nanos() - start;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return new FsyncCost(
                folder.toString(), writes, nanos[(writes - 1) / 2] / 1e3, nanos[(writes - 1) * 99 / 100] / 1e3);
    }
}
