/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses which column is the text, and which are metadata: by their names, else by what is in them. */
final class ColumnChooser {

    private static final double MOST = .5;
    private static final double DISTINCT = .5;
    private static final int FEW = 4;
    private static final String BLANK = "what is named like the text has none in the rows looked at";

    private static final int COMPARED = 20;
    private static final double REPEATED = .8;
    private static final String WRAPPED =
            "what is named like the text holds JSON (write its fields as columns, or send the whole as JSON)";

    /** What those write who answer, where something is described too. */
    private static final Set<String> ANSWERS = Set.of("comment", "comments", "kommentar", "kommentare");

    private final KnownColumns known;
    private final TableColumns columns;
    private final List<List<String>> samples;

    /** What was chosen for the text: a column, or those between which a person has to choose, and why. */
    record Choice(OptionalInt column, List<Integer> candidates, String why) {}

    /**
     * TableColumns to choose from.
     *
     * @param samples for each column cells of it that are not blank
     */
    ColumnChooser(KnownColumns known, TableColumns columns, List<List<String>> samples) {
        this.known = known;
        this.columns = columns;
        this.samples = samples.stream().map(List::copyOf).toList();
    }

    /** Finds the text. */
    Choice text() {
        if (columns.count() == 1) {
            // Of JSON whose text lies too deep there may be only an id.
            return columns.namesOf(0).stream().anyMatch(known::isOther)
                            && !looksLikeText(0)
                            && !samples.getFirst().isEmpty()
                    ? new Choice(OptionalInt.empty(), List.of(0), "the only column has a name of something else")
                    : chosen(0, "it is the only column");
        }
        TreeMap<Integer, List<Integer>> tiers = new TreeMap<>();
        for (int column = 0; column < columns.count(); column++) {
            OptionalInt tier = tier(column);
            if (tier.isPresent()) {
                tiers.computeIfAbsent(tier.getAsInt(), _ -> new ArrayList<>()).add(column);
            }
        }
        List<Integer> empty = new ArrayList<>();
        for (List<Integer> tier : tiers.values()) {
            List<Integer> filled =
                    withoutRepetitions(tier.stream().filter(this::isFilled).toList());
            if (!filled.isEmpty() && !empty.isEmpty()) {
                // Its texts may come later in the file, and what stands beside them be a note of those who answer.
                return new Choice(
                        OptionalInt.empty(),
                        Stream.concat(empty.stream(), filled.stream()).toList(),
                        BLANK);
            }
            List<Integer> described = filled.stream().allMatch(this::mayAnswer) ? described() : List.of();
            if (!filled.isEmpty() && !described.isEmpty()) {
                return new Choice(
                        OptionalInt.empty(),
                        Stream.concat(described.stream(), filled.stream()).toList(),
                        "comments may be answers to what is described");
            }
            if (filled.size() == 1) {
                return named(filled.getFirst());
            }
            if (filled.size() > 1) {
                return new Choice(OptionalInt.empty(), filled, "several columns have names of the text");
            }
            tier.stream().filter(column -> samples.get(column).isEmpty()).forEach(empty::add);
        }
        List<Integer> named = tiers.values().stream().flatMap(List::stream).toList();
        if (named.isEmpty()) {
            return byContent();
        }
        Choice blank = blank(named, byContent());
        return blank.column().isPresent()
                        && samples.get(blank.column().getAsInt()).stream().anyMatch(CellKind::isJson)
                ? new Choice(OptionalInt.empty(), blank.candidates(), WRAPPED)
                : blank;
    }

    /** A column by its name, unless what is in it, or another question that is answered in words, makes that doubtful. */
    private Choice named(int column) {
        boolean text = looksLikeText(column);
        List<Integer> rivals = IntStream.range(0, columns.count())
                .filter(other -> other != column && (text ? isAnswered(other) : mayBeText(other)))
                .boxed()
                .toList();
        return rivals.isEmpty()
                ? chosen(column, "its name is one of the text")
                : new Choice(
                        OptionalInt.empty(),
                        Stream.concat(Stream.of(column), rivals.stream()).toList(),
                        text
                                ? "another column has answers in words"
                                : "what is named like the text has few or short values, and another column looks like text");
    }

    /** Whether a column looks like text and has no name of something else. */
    private boolean mayBeText(int column) {
        List<String> names = columns.namesOf(column);
        return (tier(column).isPresent() || names.stream().noneMatch(known::isOther)) && looksLikeText(column);
    }

    private boolean isAnswered(int column) {
        return samples.get(column).size() >= FEW && isQuestion(column) && mayBeText(column) && isProse(column);
    }

    private boolean isProse(int column) {
        List<String> cells = samples.get(column);
        return cells.stream().filter(CellKind::isProse).count() >= cells.size() * MOST;
    }

    private boolean isQuestion(int column) {
        return columns.namesOf(column).stream().anyMatch(name -> name.strip().endsWith("?"));
    }

    /** Without what lies deeper in JSON and has the same texts, as chats have their messages once more in parts. */
    private List<Integer> withoutRepetitions(List<Integer> filled) {
        return filled.stream()
                .filter(column -> filled.stream()
                        .noneMatch(other ->
                                depth(other) < depth(column) && repeats(samples.get(column), samples.get(other))))
                .toList();
    }

    private long depth(int column) {
        return columns.names().get(column).chars().filter(each -> each == '.').count();
    }

    private static boolean repeats(List<String> parts, List<String> wholes) {
        List<String> compared = parts.subList(0, Math.min(COMPARED, parts.size()));
        return compared.stream()
                        .filter(part -> wholes.stream().limit(2 * COMPARED).anyMatch(whole -> whole.contains(part)))
                        .count()
                >= compared.size() * REPEATED;
    }

    /** Whether a column is called as answers to a ticket are, by whoever works on it. */
    private boolean mayAnswer(int column) {
        return columns.namesOf(column).stream().map(KnownColumns::plain).anyMatch(ANSWERS::contains);
    }

    /** Columns of what a ticket is about, in words. */
    private List<Integer> described() {
        OptionalInt description = known.textTier("description");
        return IntStream.range(0, columns.count())
                .filter(column -> tier(column).equals(description)
                        && samples.get(column).stream().anyMatch(CellKind::isProse))
                .boxed()
                .toList();
    }

    /** Columns have names of the text, but no text in the rows that were looked at. */
    private static Choice blank(List<Integer> named, Choice byContent) {
        if (named.size() == 1 && byContent.candidates().isEmpty()) {
            return chosen(named.getFirst(), "its name is one of the text, though the rows looked at have none there");
        }
        return new Choice(
                OptionalInt.empty(),
                Stream.concat(named.stream(), byContent.candidates().stream()).toList(),
                BLANK);
    }

    private static Choice chosen(int column, String why) {
        return new Choice(OptionalInt.of(column), List.of(column), why);
    }

    private OptionalInt tier(int column) {
        List<String> names = columns.namesOf(column);
        return names.stream()
                .map(known::textTier)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
    }

    /** Whether a column that may be a rating or a text by its name, such as {@code note}, is a text by what is in it. */
    private boolean isText(int column) {
        return tier(column).isPresent() && isFilled(column);
    }

    private boolean isFilled(int column) {
        return samples.get(column).stream()
                .anyMatch(cell -> CellKind.of(cell) == CellKind.TEXT || CellKind.of(cell) == CellKind.WORD);
    }

    private Choice byContent() {
        List<Integer> candidates = new ArrayList<>();
        for (int column = 0; column < columns.count(); column++) {
            if (columns.namesOf(column).stream().noneMatch(known::isOther) && looksLikeText(column)) {
                candidates.add(column);
            }
        }
        if (candidates.size() == 1) {
            return chosen(candidates.getFirst(), "it is the only column that looks like text");
        }
        return new Choice(
                OptionalInt.empty(),
                candidates,
                candidates.isEmpty() ? "no column looks like text" : "several columns look like text");
    }

    /** Long, distinct, words; or the answers to a question. */
    private boolean looksLikeText(int column) {
        List<String> cells = samples.get(column);
        if (cells.isEmpty()) {
            return false;
        }
        long words = cells.stream()
                .filter(cell -> CellKind.of(cell) == CellKind.WORD || CellKind.of(cell) == CellKind.TEXT)
                .count();
        boolean distinct = cells.size() < FEW || new HashSet<>(cells).size() >= cells.size() * DISTINCT;
        return distinct && (isProse(column) || (isQuestion(column) && words >= cells.size() * MOST));
    }

    /** TableColumns of metadata, other than the text; of two that fit a field the one whose name fits better. */
    Map<MetadataField, Integer> metadata(OptionalInt text) {
        Map<MetadataField, Integer> places = new EnumMap<>(MetadataField.class);
        for (MetadataField field : MetadataField.values()) {
            best(field, text, places).ifPresent(column -> places.put(field, column));
        }
        return places;
    }

    private Optional<Integer> best(MetadataField field, OptionalInt text, Map<MetadataField, Integer> taken) {
        Optional<Integer> best = Optional.empty();
        int fewest = Integer.MAX_VALUE;
        for (int column = 0; column < columns.count(); column++) {
            boolean free = !taken.containsValue(column)
                    && (text.isEmpty() || text.getAsInt() != column)
                    && !(field == MetadataField.RATING && isText(column));
            int rank = columns.namesOf(column).stream()
                    .map(name -> known.rank(field, name))
                    .filter(OptionalInt::isPresent)
                    .mapToInt(OptionalInt::getAsInt)
                    .min()
                    .orElse(Integer.MAX_VALUE);
            if (free && rank < fewest) {
                fewest = rank;
                best = Optional.of(column);
            }
        }
        return best;
    }
}
