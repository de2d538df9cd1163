/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules for English, and those for other languages.
 *
 * @param english for English, and for what is in no language
 * @param others one for each other language
 */
public record RulePacks(RuleSet english, List<RuleSet> others) {

    private static final List<String> BUILT_IN = List.of("de", "es", "fr");
    /** Most files that are looked for beside an operator's own. */
    private static final int MOST = 30;

    /** Copies the list. */
    public RulePacks {
        others = List.copyOf(others);
    }

    /** The rules that come with the product. */
    public static RulePacks builtIn() {
        return new RulePacks(RuleSet.builtIn(), List.copyOf(builtInOthers().values()));
    }

    /**
     * An operator's rules: the file is for English; beside it {@code NAME.de.json} for German, and so on. For a language
     * without such a file the rules stay that come with the product.
     *
     * @throws RulesException when one of them cannot be used
     */
    public static RulePacks load(Path file) {
        Map<String, RuleSet> others = builtInOthers();
        for (Path pack : packsBeside(file)) {
            RuleSet rules = RuleSet.load(pack);
            if (!packOf(file, rules.language()).equals(pack.getFileName().toString())) {
                throw new RulesException(pack + ":1:1: the file is for another language than its \"language\" says, \""
                        + rules.language() + "\": name it " + packOf(file, rules.language()));
            }
            others.put(rules.language(), rules);
        }
        return new RulePacks(RuleSet.load(file), List.copyOf(others.values()));
    }

    /** The files for other languages beside one for English, in order. */
    static List<Path> packsBeside(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder == null ? file.toAbsolutePath() : folder, path -> isPack(file, path))) {
            for (Path pack : files) {
                if (found.size() < MOST) {
                    found.add(pack);
                }
            }
        } catch (IOException e) {
            // No folder, no packs; loading the file itself tells what is wrong.
            return List.of();
        }
        return found.stream().sorted().toList();
    }

    private static boolean isPack(Path file, Path other) {
        String name = other.getFileName().toString();
        String[] parts = name.split("\\.", -1);
        String language = parts.length < 2 ? "" : parts[parts.length - 2];
        return language.matches("[a-z]{2,3}") && name.equals(packOf(file, language));
    }

    /** {@code rules.json} is {@code rules.de.json} for German. */
    private static String packOf(Path file, String language) {
        String own = file.getFileName().toString();
        int dot = own.lastIndexOf('.');
        return dot < 0 ? own + "." + language + "." : own.substring(0, dot) + "." + language + own.substring(dot);
    }

    private static Map<String, RuleSet> builtInOthers() {
        Map<String, RuleSet> others = new TreeMap<>();
        BUILT_IN.forEach(language -> others.put(language, RuleSet.builtIn(language)));
        return others;
    }
}
