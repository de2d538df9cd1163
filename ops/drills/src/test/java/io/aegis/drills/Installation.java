/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The product laid out as in the image {@code aegis-engine}: the command and jars that are built, without sources, so that
 * nothing is built while tests run, and a test may replace a jar without touching the build's.
 *
 * @param root of it
 */
record Installation(Path root) {

    private static final Path CHECKOUT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("online-api", "batch-jobs", "db/embedded");

    /** Lays it out anew in a folder of this name. */
    static Installation named(String name) throws IOException {
        Path root = Path.of("target", name).toAbsolutePath();
        delete(root);
        for (String module : MODULES) {
            Path target = Files.createDirectories(root.resolve(module).resolve("target"));
            Path built = CHECKOUT.resolve(module).resolve("target");
            String jar = Path.of(module).getFileName() + ".jar";
            Files.copy(built.resolve(jar), target.resolve(jar));
            Files.createSymbolicLink(target.resolve("lib"), built.resolve("lib"));
            Files.setLastModifiedTime(
                    Files.createFile(root.resolve(module).resolve("pom.xml")), FileTime.from(Instant.EPOCH));
        }
        Files.createSymbolicLink(root.resolve("mvnw"), CHECKOUT.resolve("ops/docker/java-home.sh"));
        Path ops = Files.createDirectories(root.resolve("ops"));
        Files.copy(CHECKOUT.resolve("ops/aegis"), ops.resolve("aegis"));
        Files.createSymbolicLink(ops.resolve("lib"), CHECKOUT.resolve("ops/lib"));
        return new Installation(root);
    }

    /** A file of the checkout. */
    static Path checkout(String path) {
        return CHECKOUT.resolve(path);
    }

    /** A jar of a module. */
    Path jar(String module) {
        return root.resolve(module).resolve("target").resolve(Path.of(module).getFileName() + ".jar");
    }

    /** Removes a folder, without following links. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
