package io.aegis.heuristic;

import io.aegis.feedback.FeedbackText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A heuristic lane whose rules follow a file that operators edit. It has no thread of its own: the application calls
 * {@link #refresh()} every now and then. A file that is wrong or gone changes nothing. Thread-safe; analyses under way
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
         * @param version what they call themselves
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
    private Optional<Stamp> seen;
    private volatile RuleBasedAnalyzer current;

    /**
     * Loads the file.
     *
     * @throws RulesException when it cannot be used: at start there is nothing to fall back to
     */
    public ReloadingAnalyzer(SentimentScorer scorer, Path file) {
        this.file = file;
        this.scorer = scorer;
        this.seen = stamp();
        this.current = new RuleBasedAnalyzer(scorer, RuleSet.load(file));
    }

    @Override
    public HeuristicAnalysis analyze(FeedbackText text) {
        return current.analyze(text);
    }

    /** The rules in force. */
    public RuleSet rules() {
        return current.rules();
    }

    /** Takes over the file if it has changed since it was last looked at. Costs one look at its attributes if not. */
    public synchronized Refresh refresh() {
        Optional<Stamp> now = stamp();
        if (now.equals(seen)) {
            return new Refresh.Unchanged();
        }
        seen = now;
        try {
            RuleSet rules = RuleSet.load(file);
            current = new RuleBasedAnalyzer(scorer, rules);
            return new Refresh.Replaced(rules.version());
        } catch (RulesException e) {
            return new Refresh.Rejected(e);
        }
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
        } catch (IOException e) {
            // Gone or unreadable is a state like another; loading tells the operator why.
            return Optional.empty();
        }
    }
}
