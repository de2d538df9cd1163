/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mvnw} on a machine that has a JDK and no Maven: it fetches the pinned one, or says what to do. */
class MavenWrapperTest {

    /** What every Debian has, and nothing that downloads. */
    private static final List<String> TOOLS = List.of(
            "cat",
            "chmod",
            "cut",
            "dirname",
            "gzip",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sha512sum",
            "tar");

    @TempDir
    private Path folder;

    private HttpServer archive = unstarted();
    private Path packed = Path.of("");
    private String version = "";

    private record Said(int code, String text) {}

    private static HttpServer unstarted() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> tool(String name) {
        return Stream.of("/usr/bin", "/bin")
                .map(parent -> Path.of(parent, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeEach
    void serve() throws Exception {
        String script = Files.readString(Installation.checkout("mvnw"));
        var pinned = Pattern.compile("(?m)^MAVEN_VERSION=(.*)$").matcher(script);
        assertThat(pinned.find()).isTrue();
        version = pinned.group(1);
        String name = "apache-maven-" + version;
        Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho \"Maven ran with $*\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        packed = folder.resolve("packed.tar.gz");
        assertThat(new ProcessBuilder("tar", "-czf", packed.toString(), "-C", folder.toString(), name)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        archive.createContext("/dist/maven/maven-3/" + version + "/binaries/" + name + "-bin.tar.gz", exchange -> {
            byte[] body = Files.readAllBytes(packed);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        archive.start();
    }

    @AfterEach
    void stop() {
        archive.stop(0);
    }

    /** The script in a folder of its own, the checksum it wants replaced. */
    private Path wrapper(String sha512) throws IOException {
        Path copy = folder.resolve("mvnw");
        Files.writeString(
                copy,
                Files.readString(Installation.checkout("mvnw"))
                        .replaceFirst("(?m)^MAVEN_SHA512=.*$", "MAVEN_SHA512=" + sha512));
        return copy;
    }

    private String sha512() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(packed)));
    }

    private Said run(Path script, String mirror, List<String> more) throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String name : Stream.concat(TOOLS.stream(), more.stream()).toList()) {
            // No links: JUnit warns of those that lead out of its folder.
            Path tool = Files.writeString(
                    tools.resolve(name), "#!/bin/sh\nexec " + tool(name).orElseThrow() + " \"$@\"\n");
            assertThat(tool.toFile().setExecutable(true)).isTrue();
        }
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), "-B", "verify")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("MVNW_ARCHIVE", "http://127.0.0.1:" + archive.getAddress().getPort() + mirror);
        int code = builder.start().waitFor();
        return new Said(code, Files.readString(output, StandardCharsets.UTF_8));
    }

    private boolean isKept() {
        return Files.exists(folder.resolve(".cache/aegis/apache-maven-" + version + "/bin/mvn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "curl", "wget"})
    void the_pinned_Maven_is_fetched_from_the_archive_by_what_there_is(String downloader) throws Exception {
        if (!downloader.isEmpty() && tool(downloader).isEmpty()) {
            return;
        }
        Path script = wrapper(sha512());

        assertThat(run(script, "/dist", downloader.isEmpty() ? List.of() : List.of(downloader)))
                .isEqualTo(new Said(
                        0,
                        "mvnw: fetching Maven " + version + " from http://127.0.0.1:"
                                + archive.getAddress().getPort() + "/dist/maven/maven-3/" + version
                                + "/binaries/apache-maven-" + version + "-bin.tar.gz\nMaven ran with -B verify\n"));
        assertThat(isKept()).isTrue();

        archive.stop(0);
        assertThat(run(script, "/gone", List.of())).isEqualTo(new Said(0, "Maven ran with -B verify\n"));
    }

    @Test
    void another_archive_than_the_pinned_one_is_refused() throws Exception {
        Said said = run(Installation.checkout("mvnw"), "/dist", List.of());

        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains("is not the pinned one").doesNotContain("Maven ran");
        assertThat(isKept()).isFalse();
    }

    @Test
    void where_the_archive_cannot_be_reached_the_other_ways_are_told() throws Exception {
        Said said = run(Installation.checkout("mvnw"), "/elsewhere", List.of());

        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains("install the package maven", "MVNW_REPOURL");
        assertThat(isKept()).isFalse();
    }
}
