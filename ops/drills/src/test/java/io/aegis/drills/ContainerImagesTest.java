/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.drills.Dockerfile.Instruction;
import io.aegis.drills.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Dockerfile builds on what is there, and compose and manifests refer to what its images have: names, programs, ports, users,
 * folders and settings. {@code ops/aegis drill images} builds and runs them.
 */
class ContainerImagesTest {

    private static final Path JDK_OF_THE_IMAGE = Path.of("/opt/java/openjdk");
    private static final Pattern MAVEN = Pattern.compile("(?m)^MAVEN_VERSION=(.+)$");
    private static final Pattern JDK = Pattern.compile("(?m)^JDK=(.+)$");
    private static final Pattern SETTING = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    private final Dockerfile dockerfile;
    private final JsonNode compose;
    private final List<JsonNode> manifests = new ArrayList<>();

    ContainerImagesTest() throws IOException {
        dockerfile = Dockerfile.read();
        compose = YamlFile.document("ops/docker/compose.yaml").path("services");
        try (Stream<Path> files = Files.list(Installation.checkout("ops/kubernetes"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                manifests.addAll(YamlFile.documents("ops/kubernetes/" + file.getFileName()));
            }
        }
    }

    private static String text(String path) throws IOException {
        return Files.readString(Installation.checkout(path));
    }

    private static String found(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    private static List<String> texts(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }

    private static String image(Stage target) {
        return "aegis-" + target.name().replaceFirst("^aegis-", "");
    }

    private Stage target(String image) {
        return dockerfile.targets().stream()
                .filter(each -> image(each).equals(image))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing builds " + image));
    }

    private List<JsonNode> services() {
        return list(compose).stream()
                .filter(service -> service.path("image").asText().startsWith("aegis-"))
                .toList();
    }

    private List<JsonNode> manifests(String kind) {
        return manifests.stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    /** Deployments and jobs. */
    private List<JsonNode> pods() {
        return manifests.stream()
                .map(each -> each.at("/spec/template/spec"))
                .filter(spec -> !spec.isMissingNode())
                .toList();
    }

    /** Whether a file is copied there; a folder of folders is not looked into. */
    private static boolean puts(Stage stage, String file) {
        return stage.all("COPY").anyMatch(copy -> {
            String to = copy.arguments().getLast();
            boolean folder = to.equals(".") || to.endsWith("/");
            return copy.arguments().stream()
                    .limit(copy.arguments().size() - 1)
                    .map(from ->
                            folder ? Path.of(to, Path.of(from).getFileName().toString()) : Path.of(to))
                    .anyMatch(put -> put.normalize().equals(Path.of(file)));
        });
    }

    /** A command that runs in an image's folder: a jar or a script that is copied there, or a class of ours. */
    private static void runs(Stage stage, List<String> command) throws IOException {
        if (!command.getFirst().equals("java")) {
            assertThat(puts(stage, command.getFirst()))
                    .as(stage.name() + " has " + command)
                    .isTrue();
            assertThat(Installation.checkout(command.getFirst())).isExecutable();
        } else if (command.get(1).equals("-jar")) {
            assertThat(command).hasSize(3);
            assertThat(puts(stage, command.get(2))).isTrue();
        } else {
            assertThat(command.subList(1, 3)).containsExactly("-cp", stage.name() + ".jar:lib/*");
            assertThat(Stream.of("shared-model", "db", stage.name())
                            .map(module -> Installation.checkout(
                                    module + "/src/main/java/" + command.get(3).replace('.', '/') + ".java")))
                    .as("a module has " + command.get(3))
                    .anyMatch(Files::exists);
        }
    }

    @Test
    void there_are_three_images() {
        assertThat(dockerfile.targets())
                .extracting(ContainerImagesTest::image)
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
            runs(target, texts(Api.JSON.readTree(target.last("ENTRYPOINT"))));
            assertThat(target.last("HEALTHCHECK")).contains(" CMD ready ");
        }
        assertThat(puts(dockerfile.stage("base"), "/usr/local/bin/ready")).isTrue();
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

    @Test
    void compose_asks_them_for_what_they_have() throws Exception {
        assertThat(services()).hasSize(3);
        for (JsonNode service : services()) {
            Stage stage = dockerfile.stage(service.at("/build/target").asText());
            assertThat(service.path("image").asText()).isEqualTo(image(stage));
            assertThat(Installation.checkout("ops/docker")
                            .resolve(service.at("/build/context").asText())
                            .resolve(service.at("/build/dockerfile").asText()))
                    .exists();
            for (String port : texts(service.path("ports"))) {
                assertThat(port).endsWith(":" + stage.last("EXPOSE"));
            }
            if (service.has("entrypoint")) {
                runs(stage, texts(service.path("entrypoint")));
            }
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(texts(service.path("tmpfs")))
                    .anyMatch(folder -> Path.of(stage.variable("AEGIS_DATA_DIR").orElseThrow())
                            .startsWith(folder));
        }
        assertThat(compose.at("/online-api/environment/AEGIS_BATCH_URL").asText())
                .isEqualTo("http://batch-jobs:" + dockerfile.stage("batch-jobs").last("EXPOSE"));
    }

    @Test
    void what_compose_mounts_is_there() {
        assertThat(list(compose).stream()
                        .flatMap(service -> texts(service.path("volumes")).stream())
                        .filter(volume -> volume.startsWith("."))
                        .map(volume ->
                                Installation.checkout("ops/docker").resolve(volume.substring(0, volume.indexOf(':')))))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void manifests_ask_them_for_what_they_have() throws Exception {
        List<String> migrate = texts(compose.at("/migrate/entrypoint"));
        assertThat(pods()).hasSize(3);
        for (JsonNode pod : pods()) {
            JsonNode container = pod.path("containers").path(0);
            Stage stage = target(container.path("image").asText());
            assertThat(stage.last("USER"))
                    .isEqualTo(pod.at("/securityContext/runAsUser").asText() + ":"
                            + pod.at("/securityContext/runAsGroup").asText());
            if (container.has("command")) {
                assertThat(texts(container.path("command"))).isEqualTo(migrate);
            } else {
                assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(stage.last("EXPOSE"));
                assertThat(container.at("/readinessProbe/httpGet/path").asText())
                        .isEqualTo("/health/ready");
                assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
            }
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(list(container.path("volumeMounts")))
                    .anyMatch(mount -> Path.of(stage.variable("AEGIS_DATA_DIR").orElseThrow())
                            .startsWith(mount.path("mountPath").asText()));
        }
    }

    @Test
    void manifests_lead_to_the_ports_of_the_images() {
        for (JsonNode service : manifests("Service")) {
            Stage stage = dockerfile.stage(service.at("/metadata/name").asText());
            assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
            assertThat(manifests("NetworkPolicy"))
                    .filteredOn(policy -> policy.at("/metadata/name").asText().equals(stage.name()))
                    .singleElement()
                    .satisfies(policy -> assertThat(
                                    policy.at("/spec/ingress/0/ports/0/port").asText())
                            .isEqualTo(stage.last("EXPOSE")));
        }
        assertThat(manifests("Kustomization").getFirst().path("images"))
                .extracting(each -> each.path("name").asText())
                .containsExactlyInAnyOrder("aegis-online-api", "aegis-batch-jobs");
        assertThat(manifests("Kustomization").getFirst().path("resources"))
                .allSatisfy(file -> assertThat(Installation.checkout("ops/kubernetes/" + file.asText()))
                        .exists());
    }

    @Test
    void the_settings_that_they_are_given_are_settings() throws Exception {
        Set<String> given = new TreeSet<>();
        services().forEach(service -> service.path("environment").fieldNames().forEachRemaining(given::add));
        manifests("ConfigMap").forEach(map -> map.path("data").fieldNames().forEachRemaining(given::add));
        manifests("Secret").forEach(map -> map.path("stringData").fieldNames().forEachRemaining(given::add));
        // Of the database's own container.
        given.remove("DATABASE_ROOT_PASSWORD");

        assertThat(given).contains("AEGIS_BATCH_URL", "TRUSTED_PROXIES", "API_KEY");
        assertThat(SETTING.matcher(text("ops/docs/settings.md"))
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .containsAll(given);
    }
}
