/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.SheetName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which list of a JSON value is read, where it has several: the one that is asked for, else the only one whose records have a
 * field with a name of the text, else a person has to say it.
 *
 * @param list the chosen one; empty when there is but one
 * @param why it was chosen
 * @param doubts what a person has to say
 */
record JsonChoice(Optional<SheetName> list, Optional<String> why, List<String> doubts) {

    /** There is nothing to choose. */
    static final JsonChoice NONE = new JsonChoice(Optional.empty(), Optional.empty(), List.of());

    private static final int SHOWN = 12;

    /** Copies the list. */
    JsonChoice {
        doubts = List.copyOf(doubts);
    }

    /**
     * Chooses.
     *
     * @param asked name or number, the first being 1
     * @throws UnreadableFileException when there is none of that name
     */
    static JsonChoice of(JsonLists found, Optional<String> asked, KnownColumns known) throws UnreadableFileException {
        List<String> names = found.lists().stream().map(JsonLists.Named::name).toList();
        if (asked.isPresent() && !names.equals(List.of("")) && !names.isEmpty()) {
            return of(names, place(names, asked.get()), "as asked for", List.of());
        }
        if (names.size() < 2) {
            return NONE;
        }
        List<Integer> texts = IntStream.range(0, names.size())
                .filter(i -> JsonHead.tier(found.lists().get(i).fields(), known) < Integer.MAX_VALUE)
                .boxed()
                .toList();
        return texts.size() == 1
                ? of(names, texts.getFirst(), "the only list whose records have a field of the text", List.of())
                : of(
                        names,
                        texts.isEmpty() ? 0 : texts.getFirst(),
                        "there are several",
                        List.of("Say which list the feedback is in (sheet=NAME): the JSON has " + listed(names) + "."));
    }

    /** The same, and something else that a person has to say. */
    JsonChoice with(Optional<String> doubt) {
        return doubt.isEmpty()
                ? this
                : new JsonChoice(
                        list,
                        why,
                        Stream.concat(doubts.stream(), doubt.stream()).toList());
    }

    private static JsonChoice of(List<String> names, int list, String why, List<String> doubts) {
        return new JsonChoice(Optional.of(new SheetName(list, names.get(list))), Optional.of(why), doubts);
    }

    private static int place(List<String> names, String wanted) throws UnreadableFileException {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        if (wanted.matches("[1-9]\\d{0,2}") && Integer.parseInt(wanted) <= names.size()) {
            return Integer.parseInt(wanted) - 1;
        }
        throw new UnreadableFileException("The JSON has no list '" + wanted + "': name one of " + listed(names)
                + ", or put it in a file of its own.");
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    }
}
