/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import java.util.Optional;
import java.util.Set;

/**
 * What is to become different about a row; what is empty stays.
 *
 * @param assign to a person or department of 1 to {@value #MAX_ASSIGNEE} code points; to nobody when the inner one is empty
 * @param addTags that the row gets, each as {@link Tags#of} makes it
 * @param removeTags that the row loses
 * @param snooze puts it aside; wakes it when the inner one is empty
 */
public record TriageChange(
        Optional<Optional<String>> assign,
        Set<String> addTags,
        Set<String> removeTags,
        Optional<Optional<Snooze>> snooze) {

    /** Longest name of whom a row is assigned to, in code points. */
    public static final int MAX_ASSIGNEE = 128;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when a name is blank or too long, or a tag is none
     */
    public TriageChange {
        addTags = Set.copyOf(addTags);
        removeTags = Set.copyOf(removeTags);
        assign.flatMap(to -> to).ifPresent(name -> {
            if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_ASSIGNEE) {
                throw new IllegalArgumentException(
                        "a row is assigned to a name of 1 to " + MAX_ASSIGNEE + " characters");
            }
        });
        for (String tag : addTags) {
            if (!Tags.of(tag).equals(Optional.of(tag))) {
                throw new IllegalArgumentException("not a tag as they are kept");
            }
        }
    }

    /** Assigns, and nothing else. */
    public static TriageChange assign(String name) {
        return new TriageChange(Optional.of(Optional.of(name)), Set.of(), Set.of(), Optional.empty());
    }

    /** Adds tags, and nothing else. */
    public static TriageChange tag(Set<String> tags) {
        return new TriageChange(Optional.empty(), tags, Set.of(), Optional.empty());
    }

    /** Whether it changes nothing at all. */
    public boolean isEmpty() {
        return assign.isEmpty() && addTags.isEmpty() && removeTags.isEmpty() && snooze.isEmpty();
    }
}
