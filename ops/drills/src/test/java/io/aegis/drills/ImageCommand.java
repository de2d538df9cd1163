/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.drills.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What a container of an image begins with. */
final class ImageCommand {

    private ImageCommand() {}

    /** A command that runs in an image's folder: a jar or a script that is copied there, or a class of ours. */
    static void assertRuns(Stage stage, List<String> command) throws IOException {
        if (!command.getFirst().equals("java")) {
            assertThat(stage.puts(command.getFirst()))
                    .as(stage.name() + " has " + command)
                    .isTrue();
            assertThat(Installation.checkout(command.getFirst())).isExecutable();
        } else if (command.get(1).equals("-jar")) {
            assertThat(command).hasSize(3);
            assertThat(stage.puts(command.get(2))).isTrue();
        } else {
            assertThat(command.subList(1, 3)).containsExactly("-cp", stage.name() + ".jar:lib/*");
            assertThat(Stream.of("shared-model", "db", stage.name())
                            .map(module -> Installation.checkout(
                                    module + "/src/main/java/" + command.get(3).replace('.', '/') + ".java")))
                    .as("a module has " + command.get(3))
                    .anyMatch(Files::exists);
        }
    }
}
