/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a user's unpacked programs are: in the user's own cache, beside the pinned Maven, for nobody else may write there. */
final class ProgramCache {

    private ProgramCache() {}

    /**
     * The folder {@code aegis} in {@code XDG_CACHE_HOME}, else in the home folder's cache.
     *
     * @param fallback for users who have neither, such as those of services and containers
     */
    static Path choose(Map<String, String> environment, Path fallback) {
        return Stream.of(
                        setting(environment, "XDG_CACHE_HOME").map(Path::of),
                        setting(environment, "HOME").map(home -> Path.of(home, ".cache")))
                .flatMap(Optional::stream)
                .map(caches -> caches.resolve("aegis"))
                .filter(ProgramCache::isUsable)
                .findFirst()
                .orElse(fallback);
    }

    private static Optional<String> setting(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static boolean isUsable(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            // The next one is the answer to that.
            return false;
        }
    }
}
