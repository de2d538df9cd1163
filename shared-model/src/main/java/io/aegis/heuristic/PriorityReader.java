/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the priority section of a rule file. */
final class PriorityReader {

    private static final double LARGEST = 1000;

    private final Map<String, Integer> places;
    private final RuleFileErrors mistakes;

    /**
     * A reader.
     *
     * @param places the place of every rule by its id
     */
    PriorityReader(Map<String, Integer> places, RuleFileErrors mistakes) {
        this.places = places;
        this.mistakes = mistakes;
    }

    PriorityPolicy read(Section source) {
        Section critical = source.section("critical");
        Section high = source.section("high");
        Section medium = source.section("medium");
        PriorityPolicy policy = new PriorityPolicy(
                rules(critical, "any_of"),
                rules(critical, "all_of"),
                critical.number("urgency_from", 0, LARGEST),
                rules(high, "security"),
                high.items("unhappy").stream().map(this::unhappy).toList(),
                rules(medium, "any_of"),
                medium.number("problem_from", 0, LARGEST),
                medium.number("adjusted_at_most", -1, 1));
        List.of(critical, high, medium, source).forEach(Section::refuseOthers);
        return policy;
    }

    private PriorityPolicy.Unhappy unhappy(LocatedJson value) {
        Section source = Section.of("a clause of \"unhappy\"", value, mistakes);
        PriorityPolicy.Unhappy clause = new PriorityPolicy.Unhappy(
                rules(source, "any_of"),
                source.number("adjusted_at_most", -1, 1),
                source.number("vader_at_most", -1, 1, 1));
        source.refuseOthers();
        return clause;
    }

    private BitSet rules(Section source, String field) {
        BitSet found = new BitSet();
        for (LocatedJson.Text id : source.texts(field)) {
            Optional.ofNullable(places.get(id.value()))
                    .ifPresentOrElse(
                            found::set,
                            () -> mistakes.add(
                                    id.at(),
                                    "there is no rule \"" + id.value() + "\": write the id of a rule of this file"));
        }
        return found;
    }
}
