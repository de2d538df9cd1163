/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a shell completes is what the commands take: the script is made without their classes, and is held against their help. */
class CompletionIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern COMMAND = Pattern.compile("^  ([a-z][a-z-]*) ", Pattern.MULTILINE);

    private static String said(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private static String jar(String module, String name) {
        return Installation.checkout(module).resolve("target").resolve(name).toString();
    }

    private static String script() throws Exception {
        String target = jar("batch-jobs", "");
        return said(
                "-cp",
                Path.of(target, "batch-jobs.jar") + ":" + Path.of(target, "lib") + "/*",
                "io.aegis.batch.command.CompletionMain");
    }

    /** The script's function for a command. */
    private static List<String> function(String script, String name) {
        int from = script.indexOf("\nfunction _picocli_" + name + "() {");
        assertThat(from).as(name).isNotNegative();
        return script.substring(from, script.indexOf("\n}", from)).lines().toList();
    }

    /** The options of a command that the script completes. */
    private static Set<String> completed(String script, String name) {
        return options(function(script, name).stream()
                .filter(line -> line.contains("_opts="))
                .toList());
    }

    private static Set<String> options(List<String> lines) {
        Set<String> all = new TreeSet<>();
        lines.forEach(
                line -> OPTION.matcher(line).results().map(MatchResult::group).forEach(all::add));
        all.remove("--help");
        return all;
    }

    private static Set<String> helped(String help) {
        return options(help.lines()
                .filter(line -> line.matches(" *(-h, )?--.*"))
                .map(line -> line.strip().split("[ =]", 2)[0])
                .toList());
    }

    @Test
    void benchmarks_are_completed_as_they_are_typed() throws Exception {
        String script = script();
        String bench = jar("ops/bench", "bench.jar");
        String help = said("-jar", bench, "help");
        List<String> commands = COMMAND.matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(each -> each.group(1))
                .toList();
        assertThat(commands).hasSizeGreaterThan(20).contains("new", "paging", "help");
        assertThat(function(script, "aegis_bench"))
                .filteredOn(line -> line.contains("local commands="))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.replaceAll(".*\"(.*)\".*", "$1").split(" "))
                                .containsExactlyInAnyOrderElementsOf(commands));
        for (String command : commands) {
            if (!command.equals("help")) {
                assertThat(completed(script, "aegis_bench_" + command.replace("-", "")))
                        .as(command)
                        .isEqualTo(helped(said("-jar", bench, command, "--help")));
            }
        }
    }

    @Test
    void the_fault_wall_and_metrics_are_completed_as_they_are_typed() throws Exception {
        String script = script();
        assertThat(completed(script, "aegis_faults"))
                .isEqualTo(helped(said("-jar", jar("ops/faults", "faults.jar"), "--help")));
        String online = jar("online-api", "");
        String help = said(
                "-cp",
                Path.of(online, "online-api.jar") + ":" + Path.of(online, "lib") + "/*",
                "io.aegis.online.scoring.otlp.ExplainCommand",
                "explain",
                "--help");
        assertThat(completed(script, "aegis_metrics_explain")).isEqualTo(helped(help));
    }
}
