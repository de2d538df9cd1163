/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Fuzzes what reads forms with files: as a whole and as it trickles in, which has to come to the same. */
public final class MultipartFuzz {

    private static final String BOUNDARY = "-b";

    private MultipartFuzz() {}

    /** Any body is read or refused with a reason. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int atOnce = input.length == 0 ? 1 : 1 + (input[0] & 7);
        int whole = outcome(new ByteArrayInputStream(input));
        int trickled = outcome(new ByteArrayInputStream(input) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, atOnce));
            }
        });
        if (whole != trickled) {
            throw new IllegalStateException("read differently when it trickles in");
        }
    }

    /** What was read, in a number. */
    private static int outcome(InputStream body) throws IOException {
        int read = 1;
        try {
            MultipartReader reader = new MultipartReader(body, BOUNDARY);
            for (Optional<MultipartReader.Part> part = reader.next(); part.isPresent(); part = reader.next()) {
                MultipartReader.Part each = part.get();
                read = 31 * read + each.name().hashCode() + each.fileName().hashCode();
                read = 31 * read + Arrays.hashCode(each.content().readAllBytes());
            }
        } catch (ProblemException refused) {
            read = 31 * read + refused.type().uri().hashCode();
        }
        return read;
    }
}
