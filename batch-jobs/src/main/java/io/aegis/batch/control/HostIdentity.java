/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;

/**
 * The machine that this process runs on.
 *
 * @param host its name, for people
 * @param id the same for two processes only when each can see the other by its process id
 * @param pid of this process
 * @param alive whether a process with this id is there
 */
public record HostIdentity(String host, String id, long pid, LongPredicate alive) {

    private static final int LONGEST_HOST = 255;

    /** This one. */
    public static HostIdentity local() {
        return new HostIdentity(
                name(),
                boot(),
                ProcessHandle.current().pid(),
                pid -> ProcessHandle.of(pid).isPresent());
    }

    private static String name() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(name.length(), LONGEST_HOST));
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** A machine since it was booted, and in it the space of process ids: containers have their own. */
    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "/"
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            // Matches nobody: the dead are noticed by their silence.
            return "unknown/" + ProcessHandle.current().pid();
        }
    }
}
