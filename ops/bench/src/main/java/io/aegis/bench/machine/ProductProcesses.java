/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the processes of an Aegis that {@code ops/aegis up} started, by the data folder that it works on. */
public final class ProductProcesses {

    /** What the API is called. */
    public static final String API = "online-api";

    /** What the batch application is called. */
    public static final String BATCH = "batch-jobs";

    /** What the database is called. */
    public static final String DATABASE = "mariadbd";

    private static final Path PROCESSES = Path.of("/proc");

    private ProductProcesses() {}

    /** Those of its three processes that live, in the order of the constants. */
    public static List<LocalProcess> of(Path dataFolder) throws IOException {
        List<LocalProcess> processes = new ArrayList<>();
        for (String application : List.of(API, BATCH)) {
            Path file = dataFolder.resolve("run").resolve(application + ".pid");
            if (Files.exists(file)) {
                long pid = Long.parseLong(Files.readString(file).strip().split(" ", -1)[0]);
                ProcessHandle.of(pid).ifPresent(_ -> processes.add(new LocalProcess(application, pid)));
            }
        }
        database(dataFolder.toRealPath()).ifPresent(processes::add);
        return processes;
    }

    private static Optional<LocalProcess> database(Path dataFolder) throws IOException {
        try (Stream<Path> all = Files.list(PROCESSES)) {
            return all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .filter(each -> isDatabase(each, dataFolder))
                    .map(each -> new LocalProcess(
                            DATABASE, Long.parseLong(each.getFileName().toString())))
                    .findFirst();
        }
    }

    private static boolean isDatabase(Path process, Path dataFolder) {
        try {
            String command = Files.readString(process.resolve("cmdline"));
            String program = Path.of(command.substring(0, Math.max(0, command.indexOf(0))))
                    .getFileName()
                    .toString();
            return (program.equals("mariadbd") || program.equals("mysqld")) && command.contains(dataFolder + "/");
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }
}
