/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.LearnedLabels;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.TopicRule;
import io.aegis.naming.GivenName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A topic that an operator made. A row of feedback may carry several, beside its built-in ones.
 *
 * @param number its bit in a row, 0 to {@value #LAST_NUMBER}
 * @param name 1 to {@value #LONGEST_NAME} code points, no built-in topic's
 * @param description what it is about, up to {@value #LONGEST_DESCRIPTION} code points; may be empty
 * @param colour as {@code #rrggbb}, in lower case
 * @param department who looks after it: a built-in department's label or another name, up to {@value #LONGEST_NAME} code points
 * @param rules which texts carry it; up to {@value #MOST_RULES}
 * @param examples texts that carry it; up to {@value #MOST_EXAMPLES} of up to {@value #LONGEST_EXAMPLE} code points
 */
public record OwnTopic(
        int number,
        String name,
        String description,
        String colour,
        String department,
        List<TopicRule> rules,
        List<String> examples) {

    /** The highest number: what a row carries is a set of bits in 64, and some are kept back. */
    public static final int LAST_NUMBER = LearnedLabels.MAX_OWN_TOPIC;
    /** Longest name of a topic and of a department, in code points. */
    public static final int LONGEST_NAME = 64;
    /** Longest description, in code points. */
    public static final int LONGEST_DESCRIPTION = 500;
    /** Most rules of one topic. */
    public static final int MOST_RULES = 20;
    /** Most patterns of one topic, those that silence a rule among them. */
    public static final int MOST_PATTERNS = 100;
    /** Most examples of one topic. */
    public static final int MOST_EXAMPLES = 200;
    /** Longest example, in code points. */
    public static final int LONGEST_EXAMPLE = 500;
    /** Fewest examples from which texts like them are found. */
    public static final int FEWEST_EXAMPLES = 3;

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when a bound is not kept; the message tells which
     */
    public OwnTopic {
        rules = List.copyOf(rules);
        examples = List.copyOf(examples);
        require(number >= 0 && number <= LAST_NUMBER, "the number must be from 0 to " + LAST_NUMBER);
        require(fits(name, 1, LONGEST_NAME) && name.equals(name.strip()), "the name must have 1 to 64 characters");
        require(
                Arrays.stream(Topic.values())
                        .noneMatch(topic -> folded(topic.label()).equals(folded(name))),
                "the name is a built-in topic's");
        require(fits(description, 0, LONGEST_DESCRIPTION), "the description must have at most 500 characters");
        require(COLOUR.matcher(colour).matches(), "the colour must be as #rrggbb, in lower case");
        require(fits(department, 1, LONGEST_NAME), "the department must have 1 to 64 characters");
        require(rules.size() <= MOST_RULES, "there may be at most 20 rules");
        int patterns = rules.stream()
                .mapToInt(rule -> rule.patterns().size() + rule.unless().size())
                .sum();
        require(patterns <= MOST_PATTERNS, "there may be at most 100 patterns");
        require(
                examples.size() <= MOST_EXAMPLES
                        && examples.stream().allMatch(example -> fits(example, 1, LONGEST_EXAMPLE)),
                "there may be at most 200 examples of at most 500 characters");
    }

    /** Whether this looks like what a built-in topic is called. */
    public static boolean isBuiltIn(String name) {
        return Arrays.stream(Topic.values()).anyMatch(topic -> GivenName.alike(topic.label(), name));
    }

    /** A name as those are compared that are stored: names were once given that {@link GivenName} would not tell apart. */
    static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Its bit in a row. */
    public long bit() {
        return bit(number);
    }

    /** The bit of a number in a row. */
    static long bit(int number) {
        return 1L << number;
    }

    /** Whether both choose the same texts. */
    public boolean choosesAs(OwnTopic other) {
        return rules.equals(other.rules) && examples.equals(other.examples);
    }

    private static boolean fits(String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        return length >= least && length <= most;
    }

    private static void require(boolean kept, String message) {
        if (!kept) {
            throw new IllegalArgumentException(message);
        }
    }
}
