/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/** Fuzzes what reads Prometheus's remote write: a body as it is, and a message that is packed for it. */
public final class RemoteWriteFuzz {

    private static final long ROOM = 64 << 20;

    private RemoteWriteFuzz() {}

    /** Any body is read or refused with a reason, and says before how much room it takes. */
    public static void fuzzerTestOneInput(byte[] input) {
        read(input);
        try {
            read(Snappy.compress(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(byte[] body) {
        for (WriteRequest.Version version : WriteRequest.Version.values()) {
            read(body, version);
        }
    }

    private static void read(byte[] body, WriteRequest.Version version) {
        try {
            WriteRequest.read(body, version, room -> {
                if (room < 0 || room > ROOM) {
                    throw new IllegalStateException("room for " + room + " bytes");
                }
            });
        } catch (ProblemException _) {
            // Refused, as most are.
        }
    }
}
