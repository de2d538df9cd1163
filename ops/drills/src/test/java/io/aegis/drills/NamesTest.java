/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One simple name, one class, in all modules together and in their tests: whoever reads a name knows what it means. Every {@code
 * Main} and {@code package-info} apart; nested types do not count. It looks at sources, because compiled classes outlive theirs.
 */
class NamesTest {

    /** An annotation that makes a method a test. */
    private static final Pattern TESTS = Pattern.compile(
            "^ +@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Example)\\b", Pattern.MULTILINE);

    /** The end of a sentence. */
    private static final Pattern SENTENCE = Pattern.compile("[\\w)\\]}'`]\\.(?=\\s|$)");

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private final Map<String, List<String>> places = new TreeMap<>();
    private final List<String> testing = new ArrayList<>();

    @BeforeEach
    void look() throws IOException {
        Path checkout = Installation.checkout("");
        Files.walkFileTree(checkout, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.startsWith(".")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    if (file.toString().contains("/src/test/")
                            && TESTS.matcher(Files.readString(file)).find()) {
                        testing.add(name.substring(0, name.length() - ".java".length()));
                    }
                    places.computeIfAbsent(name.substring(0, name.length() - ".java".length()), _ -> new ArrayList<>())
                            .add(checkout.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void both_applications_and_what_they_stand_on_are_looked_at() {
        assertThat(places).containsKeys("BatchApplication", "Application", "Database", "Arbiter", "NamesTest");
    }

    @Test
    void one_simple_name_is_one_class() {
        Map<String, List<String>> twice = new TreeMap<>(places);
        twice.keySet().removeAll(List.of("Main", "package-info"));
        twice.values().removeIf(files -> files.size() == 1);

        assertThat(twice).isEmpty();
    }

    /** Surefire runs the one, Failsafe the other, and drills that take long are run by name; six classes of properties once had a name that neither runs. */
    @Test
    void whoever_has_a_test_is_named_so_that_it_runs() {
        assertThat(testing)
                .contains("NamesTest")
                .allSatisfy(name -> assertThat(name).matches(".*(Test|IT|Drill)"));
    }

    @Test
    void each_package_says_in_two_sentences_what_it_is() throws IOException {
        Set<String> silent = new TreeSet<>();
        for (List<String> files : places.values()) {
            for (String file : files) {
                Path described = Path.of(file).resolveSibling("package-info.java");
                if (file.contains("/src/main/") && sentences(described) < 2) {
                    silent.add(described.toString());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static long sentences(Path file) throws IOException {
        Path there = Installation.checkout("").resolve(file);
        Matcher javadoc = JAVADOC.matcher(Files.exists(there) ? Files.readString(there) : "");
        return javadoc.find()
                ? SENTENCE.matcher(javadoc.group(1).replaceAll("\\n \\*", " ").strip())
                        .results()
                        .count()
                : 0;
    }
}
