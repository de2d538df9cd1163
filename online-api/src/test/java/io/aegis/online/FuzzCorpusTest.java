/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.feedback.CursorFuzz;
import io.aegis.online.http.connection.ChunkFuzz;
import io.aegis.online.imports.FileFuzz;
import io.aegis.online.imports.MultipartFuzz;
import io.aegis.online.scoring.failure.JsonFuzz;
import io.aegis.online.scoring.remotewrite.RemoteWriteFuzz;
import io.aegis.online.security.CookieFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every target of {@code ops/aegis fuzz} over its corpus, in which each finding that was mended is kept. */
class FuzzCorpusTest {

    private static final Path CORPUS = Path.of("src", "test", "fuzz");

    private interface Target {
        void run(byte[] input) throws Exception;
    }

    private static final Map<String, Target> TARGETS = new TreeMap<>(Map.of(
            "json", JsonFuzz::fuzzerTestOneInput,
            "protobuf", RemoteWriteFuzz::fuzzerTestOneInput,
            "multipart", MultipartFuzz::fuzzerTestOneInput,
            "chunks", ChunkFuzz::fuzzerTestOneInput,
            "csv", FileFuzz::fuzzerTestOneInput,
            "cookie", CookieFuzz::fuzzerTestOneInput,
            "cursor", CursorFuzz::fuzzerTestOneInput));

    private static List<Path> inputs(String target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_input_of_the_corpus_is_taken_or_refused() {
        return TARGETS.entrySet().stream()
                .map(target -> DynamicTest.dynamicTest(target.getKey(), () -> {
                    List<Path> inputs = inputs(target.getKey());
                    assertThat(inputs).as("corpus of %s", target.getKey()).isNotEmpty();
                    for (Path input : inputs) {
                        target.getValue().run(Files.readAllBytes(input));
                    }
                }));
    }

    @Test
    void every_corpus_has_a_target_that_the_command_knows() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            assertThat(folders.map(each -> each.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(TARGETS.keySet());
        }
    }
}
