/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.drills.Dockerfile.Instruction;
import io.aegis.drills.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfile builds on what is there, and its images have what they begin with. {@code ops/aegis drill images} builds and runs them. */
class ContainerImagesTest {

    private static final Path JDK_OF_THE_IMAGE = Path.of("/opt/java/openjdk");
    private static final Pattern MAVEN = Pattern.compile("(?m)^MAVEN_VERSION=(.+)$");
    private static final Pattern JDK = Pattern.compile("(?m)^JDK=(.+)$");

    private final Dockerfile dockerfile;

    ContainerImagesTest() throws IOException {
        dockerfile = Dockerfile.read();
    }

    private static String text(String path) throws IOException {
        return Files.readString(Installation.checkout(path));
    }

    private static String found(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    @Test
    void there_are_three_images() {
        assertThat(dockerfile.targets())
                .extracting(Stage::image)
                .containsExactly("aegis-online-api", "aegis-batch-jobs", "aegis-engine");
    }

    @Test
    void they_are_built_by_the_pinned_Maven_on_the_JDK_of_every_build() throws Exception {
        String wrapper = text("mvnw");

        assertThat(dockerfile.stage("build").base())
                .isEqualTo("maven:" + found(MAVEN, wrapper) + "-eclipse-temurin-" + found(JDK, wrapper) + "-noble");
        assertThat(dockerfile.stage("java").base()).isEqualTo("eclipse-temurin:" + found(JDK, wrapper) + "-jdk-noble");
    }

    /** That once broke every build. */
    @Test
    void the_run_time_is_not_put_over_the_JDK_that_makes_it() {
        String jlink = dockerfile.stage("java").last("RUN");

        assertThat(JDK_OF_THE_IMAGE.startsWith(found(Pattern.compile("--output (\\S+)"), jlink)))
                .isFalse();
        assertThat(dockerfile.stage("base").all("COPY"))
                .extracting(copy -> copy.arguments().getFirst())
                .contains(found(Pattern.compile("--output (\\S+)"), jlink));
    }

    @Test
    void what_is_copied_is_there() {
        for (Stage stage : dockerfile.stages()) {
            for (Instruction copy : stage.all("COPY").toList()) {
                List<String> from = copy.flag("--from");
                from.forEach(dockerfile::stage);
                List<String> sources =
                        copy.arguments().subList(0, copy.arguments().size() - 1);
                if (from.isEmpty()) {
                    assertThat(sources)
                            .allSatisfy(source ->
                                    assertThat(Installation.checkout(source)).exists());
                }
            }
        }
    }

    @Test
    void what_they_begin_with_is_in_them() throws Exception {
        for (Stage target : dockerfile.targets()) {
            ImageCommand.assertRuns(target, YamlFile.texts(Api.JSON.readTree(target.last("ENTRYPOINT"))));
            assertThat(target.last("HEALTHCHECK")).contains(" CMD ready ");
        }
        assertThat(dockerfile.stage("base").puts("/usr/local/bin/ready")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"online-api, AEGIS_PORT", "batch-jobs, AEGIS_BATCH_PORT", "aegis-engine, AEGIS_PORT"})
    void they_listen_at_the_port_that_they_show(String target, String setting) {
        Stage stage = dockerfile.stage(target);

        assertThat(stage.variable(setting)).contains(stage.last("EXPOSE"));
        assertThat(stage.last("HEALTHCHECK")).endsWith(" CMD ready \"$" + setting + "\"");
    }

    @ParameterizedTest
    @CsvSource({"online-api", "batch-jobs"})
    void they_have_the_heap_of_the_command(String application) throws Exception {
        String row = found(
                Pattern.compile("(?m)^" + application + " \\S+ \\S+ \\d+ \\S+ (\\S+) "),
                text("ops/lib/applications.sh"));

        assertThat(dockerfile.stage(application).last("ENV")).contains("-Xmx" + row + " ");
    }
}
