/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the images are built from.
 *
 * @param stages in their order
 */
record Dockerfile(List<Stage> stages) {

    /**
     * One line, continued ones joined.
     *
     * @param word such as {@code COPY}
     * @param text what follows it
     */
    record Instruction(String word, String text) {

        List<String> words() {
            return List.of(text.split(" +"));
        }

        /** The values of a flag, such as {@code --from} of {@code --from=build}. */
        List<String> flag(String name) {
            return words().stream()
                    .filter(word -> word.startsWith(name + "="))
                    .map(word -> word.substring(name.length() + 1))
                    .toList();
        }

        /** What is no flag. */
        List<String> arguments() {
            return words().stream().filter(word -> !word.startsWith("--")).toList();
        }
    }

    /**
     * A stage.
     *
     * @param name that {@code --target} takes
     * @param base a stage's name, or an image's
     * @param instructions without its own {@code FROM}
     */
    record Stage(String name, String base, List<Instruction> instructions) {

        /** All of one kind. */
        Stream<Instruction> all(String word) {
            return instructions.stream().filter(each -> each.word().equals(word));
        }

        /** The last of one kind, which counts. */
        String last(String word) {
            return all(word).reduce((_, second) -> second).orElseThrow().text();
        }

        /** The value of a variable of the environment. */
        Optional<String> variable(String name) {
            return all("ENV")
                    .flatMap(each -> each.words().stream())
                    .filter(word -> word.startsWith(name + "="))
                    .map(word -> word.substring(name.length() + 1))
                    .reduce((_, second) -> second);
        }

        /** The name of the image that it becomes. */
        String image() {
            return "aegis-" + name.replaceFirst("^aegis-", "");
        }

        /** Whether a file is copied there; a folder of folders is not looked into. */
        boolean puts(String file) {
            return all("COPY").anyMatch(copy -> {
                String to = copy.arguments().getLast();
                boolean folder = to.equals(".") || to.endsWith("/");
                return copy.arguments().stream()
                        .limit(copy.arguments().size() - 1)
                        .map(from ->
                                folder ? Path.of(to, Path.of(from).getFileName().toString()) : Path.of(to))
                        .anyMatch(put -> put.normalize().equals(Path.of(file)));
            });
        }
    }

    /** The one of the checkout. */
    static Dockerfile read() throws IOException {
        List<Stage> stages = new ArrayList<>();
        String joined = Files.readAllLines(Installation.checkout("ops/docker/Dockerfile")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"))
                .replace("\\\n", " ");
        for (String line : joined.lines().toList()) {
            if (line.isBlank()) {
                continue;
            }
            Instruction instruction = new Instruction(
                    line.substring(0, line.indexOf(' ')),
                    line.substring(line.indexOf(' ') + 1).strip());
            if (instruction.word().equals("FROM")) {
                stages.add(new Stage(
                        instruction.words().get(2), instruction.words().getFirst(), new ArrayList<>()));
            } else {
                stages.getLast().instructions().add(instruction);
            }
        }
        return new Dockerfile(List.copyOf(stages));
    }

    /** A stage by its name. */
    Stage stage(String name) {
        return stages.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no stage " + name));
    }

    /** The stages that nothing is built on: those that become images. */
    List<Stage> targets() {
        return stages.stream()
                .filter(stage -> stages.stream()
                        .noneMatch(other -> other.base().equals(stage.name())
                                || other.all("COPY")
                                        .anyMatch(copy -> copy.flag("--from").contains(stage.name()))))
                .toList();
    }

    /** The one that becomes an image of that name. */
    Stage target(String image) {
        return targets().stream()
                .filter(each -> each.image().equals(image))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing builds " + image));
    }
}
