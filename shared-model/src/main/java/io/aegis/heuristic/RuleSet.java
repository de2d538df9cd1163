/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.Said;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A checked and compiled set of topic, urgency, sentiment and priority rules. What a rule file holds is told in the
 * file itself. Immutable, thread-safe.
 */
public final class RuleSet {

    /** Largest rule file that is read. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    private static final String BUILT_IN = "rules.json";

    private final String version;
    private final String language;
    private final RuleMatcher matcher;
    private final Thresholds thresholds;
    private final SentimentCorrection correction;
    private final PriorityPolicy priority;

    RuleSet(
            String version,
            String language,
            RuleMatcher matcher,
            Thresholds thresholds,
            SentimentCorrection correction,
            PriorityPolicy priority) {
        this.version = version;
        this.language = language;
        this.matcher = matcher;
        this.thresholds = thresholds;
        this.correction = correction;
        this.priority = priority;
    }

    /** The rules for English that come with the product. */
    public static RuleSet builtIn() {
        return resource(BUILT_IN);
    }

    /**
     * The rules for another language that come with the product.
     *
     * @param language {@code de}, {@code es} or {@code fr}
     */
    public static RuleSet builtIn(String language) {
        return resource("rules." + language + ".json");
    }

    /** The classes of words of the built-in rules for English, by name. */
    static Map<String, Term> builtInClasses() {
        return resource(BUILT_IN, in -> new RuleFile(BUILT_IN).classes(in));
    }

    private static RuleSet resource(String name) {
        return resource(name, in -> read(in, name));
    }

    private static <T> T resource(String name, Function<InputStream, T> reading) {
        try (InputStream in = RuleSet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the built-in " + name + " is not on the class path");
            }
            return reading.apply(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a rule file.
     *
     * @throws RulesException when it cannot be read or says anything that has no meaning; the message names file, line,
     *     column, and what to do
     */
    public static RuleSet load(Path file) {
        byte[] content;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new RulesException(file + " has more than " + MAX_FILE_BYTES + " bytes: this is no rule file");
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw RulesException.unreadable(file.toString(), e);
        }
        return read(new ByteArrayInputStream(content), file.toString());
    }

    /**
     * Reads rules.
     *
     * @param name what error messages call the source
     * @throws RulesException as of {@link #load(Path)}
     */
    public static RuleSet read(InputStream in, String name) {
        return new RuleFile(name).read(in);
    }

    /** The version that the file gives itself. */
    public String version() {
        return version;
    }

    /** The language of the texts that they are for, as BCP 47 has it; {@code en} where the file does not say. */
    public String language() {
        return language;
    }

    RuleFindings find(String text) {
        return find(text, Said.of(text));
    }

    /** @param said what its writer says in the text */
    RuleFindings find(String text, String said) {
        return matcher.find(text, said);
    }

    Thresholds thresholds() {
        return thresholds;
    }

    SentimentCorrection correction() {
        return correction;
    }

    PriorityPolicy priority() {
        return priority;
    }
}
