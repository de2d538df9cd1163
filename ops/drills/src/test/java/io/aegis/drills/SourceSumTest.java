/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells {@code ops/aegis} whether a jar has to be built again. */
class SourceSumTest {

    @TempDir
    private Path folder;

    private Path checkout(String name) throws IOException {
        Path root = folder.resolve(name);
        for (String file :
                List.of("pom.xml", "a/pom.xml", "a/src/main/A.java", "ops/b/pom.xml", "ops/b/src/main/B.java")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, "content of " + file);
        }
        Files.createDirectories(root.resolve("ops/lib"));
        Files.copy(Installation.checkout("ops/lib/sources.sh"), root.resolve("ops/lib/sources.sh"));
        return root;
    }

    private static String sum(Path root) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "bash", root.resolve("ops/lib/sources.sh").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void a_copy_has_the_sum_of_its_original_whatever_its_times() throws Exception {
        Path original = checkout("original");
        Path copy = checkout("a copy elsewhere");
        Files.setLastModifiedTime(
                copy.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1000)));
        Files.createDirectories(copy.resolve("a/src/test"));
        Files.writeString(copy.resolve("a/src/test/T.java"), "tests are in no jar");

        assertThat(sum(copy)).isEqualTo(sum(original)).matches("\\d+ \\d+\\R");
    }

    @Test
    void what_is_changed_added_removed_or_renamed_changes_it() throws Exception {
        String before = sum(checkout("before"));
        Path changed = checkout("changed");
        Files.writeString(changed.resolve("a/src/main/A.java"), "other content");
        Path added = checkout("added");
        Files.writeString(added.resolve("a/src/main/C.java"), "");
        Path removed = checkout("removed");
        Files.delete(removed.resolve("ops/b/src/main/B.java"));
        Path renamed = checkout("renamed");
        Files.move(renamed.resolve("a/src/main/A.java"), renamed.resolve("a/src/main/Z.java"));

        assertThat(List.of(sum(changed), sum(added), sum(removed), sum(renamed)))
                .doesNotContain(before)
                .doesNotHaveDuplicates();
    }
}
