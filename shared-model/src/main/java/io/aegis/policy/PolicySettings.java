/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.settings.Environment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asked before an action is recommended.
 *
 * @param engine an Open Policy Agent; the local policy decides when empty
 * @param file the local policy instead of the built-in one
 * @param timeout of a question
 * @param onUnavailable what an engine that does not answer means
 */
public record PolicySettings(Optional<URI> engine, Optional<Path> file, Duration timeout, Stance onUnavailable) {

    private static final int LONGEST_MILLIS = 10_000;
    private static final int USUAL_MILLIS = 100;

    /** What no answer means. */
    public enum Stance {
        /** That it may be done. */
        ALLOW,
        /** That it may not. */
        DENY
    }

    /** The settings in an environment, which remembers what is wrong with them. */
    public static PolicySettings from(Environment environment) {
        return new PolicySettings(
                environment.uri("POLICY_ENGINE_URL", Set.of("http", "https")),
                environment.parsed(
                        "POLICY_FILE",
                        "the path of a readable file",
                        text -> Optional.of(Path.of(text))
                                .filter(path -> Files.isRegularFile(path) && Files.isReadable(path))),
                Duration.ofMillis(environment
                        .integer("POLICY_TIMEOUT_MS", 1, LONGEST_MILLIS)
                        .orElse(USUAL_MILLIS)),
                environment.choice("POLICY_ON_UNAVAILABLE", Stance.class).orElse(Stance.DENY));
    }
}
