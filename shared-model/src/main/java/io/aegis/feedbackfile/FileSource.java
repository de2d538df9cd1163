/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file as it was sent, wherever they lie. */
@FunctionalInterface
public interface FileSource {

    /**
     * The bytes from a position on. The caller closes the stream; several may be open at once.
     *
     * @param position bytes before the first that is read, 0 or more
     * @throws IOException when they cannot be read
     */
    InputStream open(long position) throws IOException;

    /** A file in memory. */
    static FileSource of(byte[] bytes) {
        return position -> {
            int from = (int) Math.min(position, bytes.length);
            return new ByteArrayInputStream(bytes, from, bytes.length - from);
        };
    }

    /** A file on a disk. */
    static FileSource of(Path path) {
        return position -> Channels.newInputStream(
                FileChannel.open(path, StandardOpenOption.READ).position(position));
    }
}
