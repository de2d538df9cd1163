/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The texts that cells of a workbook refer to by number. They are read no further than they are asked for, and kept in a
 * temporary file: only where each begins is held. Not thread-safe.
 */
final class StringTable implements Closeable {

    private static final int MAX_TEXTS = 1 << 24;
    private static final int BUFFER = 1 << 16;

    private final Optional<PartReader> part;
    private final FileChannel file;
    private final ByteBuffer tail = ByteBuffer.allocate(BUFFER);
    private long[] starts = new long[64];
    private long written;
    private int count;
    private boolean ended;

    /** @param part the part {@code sharedStrings}; empty when the workbook has none */
    StringTable(Optional<PartReader> part) throws IOException {
        this.part = part;
        this.ended = part.isEmpty();
        Path path = Files.createTempFile("aegis-texts-", ".tmp");
        this.file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** The text of a number; empty when there is none. */
    Optional<String> get(int number) throws IOException {
        while (number >= count && !ended) {
            readOne();
        }
        return number < 0 || number >= count ? Optional.empty() : Optional.of(read(number));
    }

    /** Bytes of all texts that were read so far. */
    long length() {
        return starts[count];
    }

    private void readOne() throws IOException {
        PartReader reader = part.orElseThrow();
        while (reader.next()) {
            if (reader.begins("si")) {
                if (count == MAX_TEXTS) {
                    throw new WorkbookException("The workbook has more than " + MAX_TEXTS + " texts: split it.");
                }
                add(EscapedText.read(reader.text("t"::equals)).getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        ended = true;
    }

    private void add(byte[] text) throws IOException {
        if (count + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        for (int from = 0; from < text.length; ) {
            if (!tail.hasRemaining()) {
                flush();
            }
            int length = Math.min(tail.remaining(), text.length - from);
            tail.put(text, from, length);
            from += length;
        }
        count++;
        starts[count] = starts[count - 1] + text.length;
    }

    private void flush() throws IOException {
        tail.flip();
        while (tail.hasRemaining()) {
            written += file.write(tail, written);
        }
        tail.clear();
    }

    private String read(int number) throws IOException {
        long start = starts[number];
        ByteBuffer text = ByteBuffer.allocate((int) (starts[number + 1] - start));
        if (starts[number + 1] > written) {
            flush();
        }
        while (text.hasRemaining() && file.read(text, start + text.position()) >= 0) {
            // Comes whole, sooner or later.
        }
        return new String(text.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (part.isPresent()) {
                part.get().close();
            }
        }
    }
}
