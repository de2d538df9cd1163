/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.util.OptionalInt;

/**
 * How a server runs. Durability is no option: every commit is on disk before it is confirmed.
 *
 * @param port the port to use and no other; empty for the last one used, else {@code usualPort}, else any free one
 * @param usualPort what a new server tries first; 0 for any free port
 * @param bufferPoolMiB InnoDB's cache of pages, in MiB; most of the server's memory
 * @param redoLogMiB size of InnoDB's redo log, in MiB; it takes that much disk at once
 * @param maxConnections how many connections the server accepts
 * @param testSchemas whether every account may use schemas named {@code aegis_test_...} as it may use {@code aegis}
 * @param endsWithJvm whether the server is stopped when this JVM exits in an orderly manner
 * @param localInfile whether clients may send files ({@code LOAD DATA LOCAL INFILE})
 */
public record ServerOptions(
        OptionalInt port,
        int usualPort,
        int bufferPoolMiB,
        int redoLogMiB,
        int maxConnections,
        boolean testSchemas,
        boolean endsWithJvm,
        boolean localInfile) {

    /** Refuses what no server can run with. */
    public ServerOptions {
        if ((port.isPresent() && !isPort(port.getAsInt())) || (usualPort != 0 && !isPort(usualPort))) {
            throw new IllegalArgumentException("A port is a number from 1 to 65535.");
        }
        if (bufferPoolMiB < 8 || redoLogMiB < 4 || maxConnections < 10) {
            throw new IllegalArgumentException(
                    "Too small: at least 8 MiB buffer pool, 4 MiB redo log, 10 connections.");
        }
    }

    /** A server that stays when its launcher ends, on port 3307 if that is free. */
    public static ServerOptions standalone() {
        return new ServerOptions(OptionalInt.empty(), 3307, 256, 256, 150, false, false, false);
    }

    /** A server for one test class or JVM: any free port, little disk, schemas at will. */
    public static ServerOptions forTests() {
        return new ServerOptions(OptionalInt.empty(), 0, 64, 16, 150, true, true, false);
    }

    /** A server as large as the product's, on any free port, which takes files. For a benchmark, and ended with its JVM. */
    public static ServerOptions forBenchmarks() {
        return new ServerOptions(OptionalInt.empty(), 0, 256, 256, 150, false, true, true);
    }

    /** The same on this port and no other. */
    public ServerOptions withPort(int only) {
        return new ServerOptions(
                OptionalInt.of(only),
                usualPort,
                bufferPoolMiB,
                redoLogMiB,
                maxConnections,
                testSchemas,
                endsWithJvm,
                localInfile);
    }

    /** The same with another buffer pool. */
    public ServerOptions withBufferPoolMiB(int size) {
        return new ServerOptions(
                port, usualPort, size, redoLogMiB, maxConnections, testSchemas, endsWithJvm, localInfile);
    }

    /** The same, staying when this JVM exits or not. */
    public ServerOptions endingWithJvm(boolean ends) {
        return new ServerOptions(
                port, usualPort, bufferPoolMiB, redoLogMiB, maxConnections, testSchemas, ends, localInfile);
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }
}
