/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a machine decides on which server it can run.
 *
 * @param system name of the operating system, as Java has it
 * @param architecture of its processor, likewise
 * @param programs folders in which installed programs are looked for
 */
record Machine(String system, String architecture, List<Path> programs) {

    private static final Set<String> X86_64 = Set.of("amd64", "x86_64");

    /** Beside those of {@code PATH}, which for most users lacks the first: Debian, Fedora, MariaDB's archive, Homebrew. */
    private static final List<String> USUAL =
            List.of("/usr/sbin", "/usr/libexec", "/usr/local/mysql/bin", "/opt/homebrew/bin", "/usr/local/bin");

    /** This machine, with the environment of the process. */
    static Machine here(Map<String, String> environment) {
        return new Machine(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Stream.concat(Stream.of(environment.getOrDefault("PATH", "").split(":")), USUAL.stream())
                        .filter(folder -> folder.startsWith("/"))
                        .map(Path::of)
                        .distinct()
                        .toList());
    }

    /** Whether the embedded server runs here. */
    boolean fitsEmbedded() {
        return system.equals("Linux") && X86_64.contains(architecture);
    }

    /** What a command line begins with to be a session of its own. macOS has no such program, but a Perl. */
    List<String> ownSession() {
        return system.startsWith("Mac")
                ? List.of("perl", "-MPOSIX=setsid", "-e", "setsid(); exec(@ARGV) or die", "--")
                : List.of("setsid");
    }

    /** How MariaDB is installed here. */
    String installation() {
        return system.startsWith("Mac")
                ? "brew install mariadb"
                : "apt-get install mariadb-server, or dnf install mariadb-server";
    }

    @Override
    public String toString() {
        return system + " on " + architecture;
    }
}
