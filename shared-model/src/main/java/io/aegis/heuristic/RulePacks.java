/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.language.DetectedLanguage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The rules for English, and those for other languages.
 *
 * @param english for English, and for what is in no language
 * @param others one for each other language
 */
public record RulePacks(RuleSet english, List<RuleSet> others) {

    private static final String ENGLISH = "en";
    private static final List<String> BUILT_IN = List.of("de", "es", "fr");
    /** What somebody may take for the tag of a language: one that is none here is refused, not passed over. */
    private static final Predicate<String> TAG = java.util.regex.Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
            .asMatchPredicate();

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
     * @param told the languages that are told of texts: no text would come to a pack for another
     * @throws RulesException when one of them cannot be used
     */
    public static RulePacks load(Path file, Set<String> told) {
        Map<String, RuleSet> others = builtInOthers();
        for (Path pack : packsBeside(file)) {
            refuseUnused(file, pack, told);
            RuleSet rules = RuleSet.load(pack);
            if (!packOf(file, rules.language()).equals(pack.getFileName().toString())) {
                throw new RulesException(pack + ":1:1: the file is for another language than its \"language\" says, \""
                        + rules.language() + "\": name it " + packOf(file, rules.language()));
            }
            others.put(rules.language(), rules);
        }
        return new RulePacks(RuleSet.load(file), List.copyOf(others.values()));
    }

    private static void refuseUnused(Path file, Path pack, Set<String> told) {
        String language = languageOf(pack);
        String why = switch (language) {
            case ENGLISH -> "the rules for English are " + file.getFileName() + " itself";
            case DetectedLanguage.UNDETERMINED -> "\"" + language + "\" is no language";
            default ->
                told.contains(language)
                        ? ""
                        : "no text is told to be in \"" + language + "\", but only in "
                                + String.join(" ", new TreeSet<>(told));
        };
        if (!why.isEmpty()) {
            throw new RulesException(pack + ":1:1: this pack would never be used: " + why
                    + ". Remove the file or give it another name.");
        }
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
        String language = languageOf(other);
        return TAG.test(language) && other.getFileName().toString().equals(packOf(file, language));
    }

    private static String languageOf(Path pack) {
        String[] parts = pack.getFileName().toString().split("\\.", -1);
        return parts.length < 2 ? "" : parts[parts.length - 2];
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
