/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Compose and manifests refer to what the images have: names, programs, ports, users, folders and settings. */
class DeploymentFilesTest {

    private static final Pattern SETTING = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    private final Dockerfile dockerfile;
    private final JsonNode compose;
    private final List<JsonNode> manifests = new ArrayList<>();

    DeploymentFilesTest() throws IOException {
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

    private List<JsonNode> services() {
        return YamlFile.list(compose).stream()
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

    @Test
    void compose_asks_them_for_what_they_have() throws Exception {
        assertThat(services()).hasSize(3);
        for (JsonNode service : services()) {
            Stage stage = dockerfile.stage(service.at("/build/target").asText());
            assertThat(service.path("image").asText()).isEqualTo(stage.image());
            assertThat(Installation.checkout("ops/docker")
                            .resolve(service.at("/build/context").asText())
                            .resolve(service.at("/build/dockerfile").asText()))
                    .exists();
            for (String port : YamlFile.texts(service.path("ports"))) {
                assertThat(port).endsWith(":" + stage.last("EXPOSE"));
            }
            if (service.has("entrypoint")) {
                ImageCommand.assertRuns(stage, YamlFile.texts(service.path("entrypoint")));
            }
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(YamlFile.texts(service.path("tmpfs")))
                    .anyMatch(folder -> Path.of(stage.variable("AEGIS_DATA_DIR").orElseThrow())
                            .startsWith(folder));
        }
        assertThat(compose.at("/online-api/environment/AEGIS_BATCH_URL").asText())
                .isEqualTo("http://batch-jobs:" + dockerfile.stage("batch-jobs").last("EXPOSE"));
    }

    @Test
    void what_compose_mounts_is_there() {
        assertThat(YamlFile.list(compose).stream()
                        .flatMap(service -> YamlFile.texts(service.path("volumes")).stream())
                        .filter(volume -> volume.startsWith("."))
                        .map(volume ->
                                Installation.checkout("ops/docker").resolve(volume.substring(0, volume.indexOf(':')))))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void manifests_ask_them_for_what_they_have() throws Exception {
        List<String> migrate = YamlFile.texts(compose.at("/migrate/entrypoint"));
        assertThat(pods()).hasSize(3);
        for (JsonNode pod : pods()) {
            JsonNode container = pod.path("containers").path(0);
            Stage stage = dockerfile.target(container.path("image").asText());
            assertThat(stage.last("USER"))
                    .isEqualTo(pod.at("/securityContext/runAsUser").asText() + ":"
                            + pod.at("/securityContext/runAsGroup").asText());
            if (container.has("command")) {
                assertThat(YamlFile.texts(container.path("command"))).isEqualTo(migrate);
            } else {
                assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(stage.last("EXPOSE"));
                assertThat(container.at("/readinessProbe/httpGet/path").asText())
                        .isEqualTo("/health/ready");
                assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
            }
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(YamlFile.list(container.path("volumeMounts")))
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
        assertThat(SETTING.matcher(Files.readString(Installation.checkout("ops/docs/settings.md")))
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .containsAll(given);
    }
}
