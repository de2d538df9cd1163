/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.FeedbackText;
import io.aegis.language.LanguageDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A heuristic lane whose rules follow files that operators edit: one for English, and those for other languages {@linkplain
 * RulePacks#load beside it}. It has no thread of its own: the application calls
 * {@link #refresh()} every now and then. Files of which one is wrong or gone change nothing. Thread-safe; analyses under way
 * during a change end with the rules they began with.
 */
public final class ReloadingAnalyzer implements HeuristicAnalyzer {

    /** What a refresh did. */
    public sealed interface Refresh {

        /** The file is as it was. */
        record Unchanged() implements Refresh {}

        /**
         * New rules are in force.
         *
         * @param version what those for English call themselves
         */
        record Replaced(String version) implements Refresh {}

        /**
         * The file changed but cannot be used, so the rules of before stay. Told once per change.
         *
         * @param reason what is wrong, for operators
         */
        record Rejected(RulesException reason) implements Refresh {}
    }

    /** What tells one state of the file from another without reading it. */
    private record Stamp(FileTime modified, long size, String key) {}

    private final Path file;
    private final SentimentScorer scorer;
    private final LanguageDetector detector;
    private Map<Path, Optional<Stamp>> seen;
    private volatile MultilingualAnalyzer current;

    /**
     * Loads the files.
     *
     * @param file the one for English
     * @throws RulesException when one cannot be used: at start there is nothing to fall back to
     */
    public ReloadingAnalyzer(SentimentScorer scorer, LanguageDetector detector, Path file) {
        this.file = file;
        this.scorer = scorer;
        this.detector = detector;
        this.seen = stamps();
        this.current = new MultilingualAnalyzer(scorer, detector, RulePacks.load(file, detector.languages()));
    }

    @Override
    public HeuristicAnalysis analyze(FeedbackText text) {
        return current.analyze(text);
    }

    /** The rules in force. */
    public RulePacks rules() {
        return current.packs();
    }

    /** Takes over the files if one has changed since they were last looked at. Costs a look at their folder if not. */
    public synchronized Refresh refresh() {
        Map<Path, Optional<Stamp>> now = stamps();
        if (now.equals(seen)) {
            return new Refresh.Unchanged();
        }
        seen = now;
        try {
            RulePacks rules = RulePacks.load(file, detector.languages());
            current = new MultilingualAnalyzer(scorer, detector, rules);
            return new Refresh.Replaced(rules.english().version());
        } catch (RulesException e) {
            return new Refresh.Rejected(e);
        }
    }

    private Map<Path, Optional<Stamp>> stamps() {
        Map<Path, Optional<Stamp>> stamps = new HashMap<>();
        RulePacks.packsBeside(file).forEach(pack -> stamps.put(pack, stamp(pack)));
        stamps.put(file, stamp(file));
        return stamps;
    }

    private static Optional<Stamp> stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
        } catch (IOException e) {
            // Gone or unreadable is a state like another; loading tells the operator why.
            return Optional.empty();
        }
    }
}
