/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of settings names what both applications and the command read, and nothing else. */
class SettingsTableTest {

    /** Sources that read settings. */
    private static final Pattern READER = Pattern.compile("io\\.aegis\\.settings(\\.Environment)?;");

    private static final Pattern WHOLE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]+_?URL)\"");
    private static final Pattern PREFIXED = Pattern.compile("prefix \\+ \"(_[A-Z_]+)\"");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^ {4}([A-Z]+)\\(\"");
    private static final Pattern SUFFIX = Pattern.compile("(?m)^ {4}[A-Z]+\\(\"((?:_[A-Z]+)?)\"\\)");
    private static final Pattern SUFFIXED = Pattern.compile("\"([A-Z_]+)\" \\+ suffix");
    private static final Pattern SCRIPT = Pattern.compile("(?<!# )\\b(?:port_)?setting ([A-Z][A-Z_]+)\\b");
    private static final Pattern APPLICATION = Pattern.compile("(?m)^(?:online-api|batch-jobs) ([A-Z_]+) ([A-Z_]+) ");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    private final Set<String> read = new TreeSet<>();

    private static void each(Pattern pattern, String text, Consumer<Matcher> found) {
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.accept(matcher);
        }
    }

    private static String text(String path) throws IOException {
        return Files.readString(Installation.checkout(path));
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> found = Files.walk(Installation.checkout(folder))) {
            return found.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private void readByApplications() throws IOException {
        for (String module : List.of("shared-model", "db", "online-api", "batch-jobs")) {
            for (Path file : files(module + "/src/main/java", ".java")) {
                String source = Files.readString(file);
                if (READER.matcher(source).find()) {
                    each(WHOLE, source, name -> read.add(name.group(1)));
                }
            }
        }
        String llm = text("shared-model/src/main/java/io/aegis/llm/LlmOptions.java");
        each(
                CONSTANT,
                text("shared-model/src/main/java/io/aegis/llm/ProviderKind.java"),
                provider -> each(PREFIXED, llm, name -> read.add(provider.group(1) + name.group(1))));
        String account = text("db/src/main/java/io/aegis/db/DatabaseAccount.java");
        each(SUFFIX, account, suffix -> each(SUFFIXED, account, name -> read.add(name.group(1) + suffix.group(1))));
    }

    private void readByCommand() throws IOException {
        Set<String> scripts = new TreeSet<>();
        for (Path file : Stream.concat(Stream.of(Installation.checkout("ops/aegis")), files("ops/lib", ".sh").stream())
                .toList()) {
            String script = Files.readString(file);
            each(SCRIPT, script, name -> scripts.add(name.group(1)));
            each(APPLICATION, script, name -> scripts.addAll(List.of(name.group(1), name.group(2))));
        }
        assertThat(scripts).contains("AEGIS_JAVA_OPTIONS", "AEGIS_PORT", "AEGIS_DATABASE_PORT");
        read.addAll(scripts);
    }

    @Test
    void what_is_read_is_in_the_table_and_the_other_way_round() throws Exception {
        readByApplications();
        readByCommand();
        Set<String> told = new TreeSet<>();
        each(ROW, text("ops/docs/settings.md"), row -> each(NAME, row.group(1), name -> told.add(name.group(1))));

        assertThat(read)
                .contains(
                        "GROQ_BASE_URL",
                        "DATABASE_USER",
                        "DATABASE_PASSWORD_SCORING",
                        "RULES_FILE",
                        "ALERTMANAGER_URL");
        assertThat(told).isEqualTo(read);
    }
}
