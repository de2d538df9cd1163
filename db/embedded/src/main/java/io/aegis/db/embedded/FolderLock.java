/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A folder that one thread of one process works in at a time. The lock goes when its process does. */
final class FolderLock implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws EmbeddedDatabaseException when another holds it for longer than {@code timeout}
     */
    static FolderLock of(Path lockFile, Duration timeout) throws IOException {
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            PollTimeout left = PollTimeout.of(timeout);
            while (attempt(channel) == null) {
                if (!left.pause(POLL)) {
                    throw new EmbeddedDatabaseException("Another start or stop of the same database is still running ("
                            + lockFile + "). Wait for it, or end it, and try again.");
                }
            }
            return new FolderLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether a process, this one included, holds a lock on this existing file. */
    static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = attempt(channel)) {
            return lock == null;
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM has it: no different from another process.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
